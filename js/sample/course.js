// The sample course: what can be watched, answered, discussed and completed in it, and the fixed parts of the statements
// that say so. Parts are shared between statements, which makes a million of them cheap.

const COURSE_ID = 'https://learn.example.org/courses/first-aid-at-work';
const PLATFORM = 'Learn 4.2';

/** @param {string} id @param {string} name */
const verb = (id, name) => ({ id, display: { 'en-GB': name } });
/** @param {string} name */
const adl = (name) => verb(`http://adlnet.gov/expapi/verbs/${name}`, name);

export const verbs = {
  registered: adl('registered'),
  initialized: adl('initialized'),
  played: verb('https://w3id.org/xapi/video/verbs/played', 'played'),
  paused: verb('https://w3id.org/xapi/video/verbs/paused', 'paused'),
  attempted: adl('attempted'),
  answered: adl('answered'),
  passed: adl('passed'),
  failed: adl('failed'),
  commented: adl('commented'),
  completed: adl('completed'),
  voided: adl('voided'),
};

/**
 * @param {string} path
 * @param {string} type
 * @param {string} name
 * @param {string} [description]
 */
const activity = (path, type, name, description) => ({
  objectType: 'Activity',
  id: COURSE_ID + path,
  definition: {
    type,
    name: { 'en-GB': name },
    ...(description && { description: { 'en-GB': description } }),
  },
});

export const courseActivity = activity(
  '',
  'http://adlnet.gov/expapi/activities/course',
  'First Aid at Work',
  'What to do until the ambulance comes: four modules with a video, a quiz and a discussion each, and a final assessment.',
);

/** What goes wrong, and the four answers offered for each: the first is right. */
const QUESTIONS = [
  [
    'What comes first when you find somebody lying on the floor?',
    'Check for danger',
    'Call a colleague',
    'Give water',
    'Take a photo',
  ],
  [
    'At what rate are chest compressions given?',
    '100 to 120 a minute',
    '60 a minute',
    '80 a minute',
    'As fast as possible',
  ],
  [
    'Where do you press on a heavily bleeding wound?',
    'Directly on the wound',
    'Above the wound',
    'Below the wound',
    'Nowhere',
  ],
  [
    'How long is a burn cooled under running water?',
    '20 minutes',
    '1 minute',
    '5 minutes',
    'Until the ambulance comes',
  ],
  [
    'What do you do for a choking adult who cannot cough?',
    'Up to five back blows',
    'Offer a drink',
    'Lay them down',
    'Wait',
  ],
];

/** @param {string} path @param {number} count */
const questions = (path, count) =>
  Array.from({ length: count }, (_, index) => {
    const [text, ...answers] = QUESTIONS[index % QUESTIONS.length];
    const ids = answers.map((_, position) => 'abcd'[position]);
    return {
      objectType: 'Activity',
      id: `${COURSE_ID}${path}/q${index + 1}`,
      definition: {
        type: 'http://adlnet.gov/expapi/activities/cmi.interaction',
        name: { 'en-GB': `Question ${index + 1}` },
        description: { 'en-GB': text },
        interactionType: 'choice',
        choices: answers.map((answer, position) => ({ id: ids[position], description: { 'en-GB': answer } })),
        correctResponsesPattern: ['a'],
      },
    };
  });

/** @param {string} path @param {string} name @param {number} count */
const quiz = (path, name, count) => ({
  activity: activity(path, 'http://adlnet.gov/expapi/activities/assessment', name, `${count} questions, 60 % to pass.`),
  questions: questions(path, count),
  context: contextOf(COURSE_ID),
  questionContext: contextOf(COURSE_ID + path),
});

/**
 * The part of a context that depends on the place in the course only.
 * @param {string} [parent]
 * @param {string} [profile]
 */
function contextOf(parent, profile) {
  return {
    platform: PLATFORM,
    language: 'en-GB',
    contextActivities: {
      ...(profile && { category: [{ objectType: 'Activity', id: profile }] }),
      ...(parent && { parent: [{ objectType: 'Activity', id: parent }] }),
      grouping: [{ objectType: 'Activity', id: 'https://learn.example.org/programmes/workplace-safety' }],
    },
  };
}

const MODULES = /** @type {const} */ ([
  ['Assessing an emergency', 412.44],
  ['Resuscitation', 655.2],
  ['Bleeding and shock', 498.08],
  ['Burns, breaks and choking', 571.8],
]);

export const modules = MODULES.map(([name, seconds], index) => {
  const path = `/modules/${index + 1}`;
  return {
    name,
    video: activity(`${path}/video`, 'https://w3id.org/xapi/video/activity-type/video', `${name} (video)`),
    seconds,
    videoContext: contextOf(COURSE_ID, 'https://w3id.org/xapi/video'),
    quiz: quiz(`${path}/quiz`, `${name}: quiz`, 5),
    discussion: activity(
      `${path}/discussion`,
      'http://id.tincanapi.com/activitytype/discussion',
      `${name}: discussion`,
    ),
  };
});

export const teamExercise = activity(
  '/team-exercise',
  'http://adlnet.gov/expapi/activities/simulation',
  'The kitchen accident',
);
export const finalAssessment = quiz('/final', 'Final assessment', 10);
export const courseContext = contextOf();
export const discussionContext = contextOf(COURSE_ID);

export const authority = {
  objectType: 'Agent',
  name: 'Learn course player',
  account: { homePage: 'https://lrs.example.org/clients', name: '5f0c7a4e9d21' },
};

export const instructors = ['Raelene Hoff', 'Tobias Lindgren', 'María José Ortega', 'Dr Wanjiru Njoroge'].map(
  (name, index) => ({
    objectType: 'Agent',
    name,
    mbox: `mailto:tutor${index + 1}@learn.example.org`,
  }),
);

export const comments = [
  'Thanks, that was clearer than the leaflet we have at work.',
  'Does the 20 minutes also hold for a chemical burn?',
  'We had exactly this last year. Nobody knew where the kit was…',
  'I would have called 112 first. Why check for danger before that?',
  '“Hard and fast” is easy to remember 👍',
  'The part at 4:30 is hard to follow without sound; are there subtitles?',
  'Good question, Søren. In our canteen we keep a burns kit beside the fryer.',
  'すごく分かりやすかったです。',
  'Could somebody explain the difference between shock and fainting once more?',
  'Our AED is in the lobby, I checked today.',
  'Line one of my notes:\n- danger\n- response\n- airway',
  'I failed the quiz on the back blows, it is FIVE back blows, then five thrusts :-)',
];
