// Journeys to start from. Each works on the sample cohort, and shows another way to put a journey together.

import course from '../../../js/sample/course.json' with { type: 'json' };
import discussion from '../../../js/sample/discussion.json' with { type: 'json' };
import mastery from '../../../js/sample/mastery.json' with { type: 'json' };
import videos from '../../../js/sample/videos.json' with { type: 'json' };
import { newId } from './ids.js';

/** @typedef {import('../../../js/engine/index.js').JourneyInput} JourneyInput */

/** A journey as the page edits it: ids where there are none, conditions as text. @param {JourneyInput} journey @returns {JourneyInput} */
export function editable(journey) {
  const { waypoints = [], outcomes = [] } = journey;
  return {
    ...journey,
    _id: journey._id ?? newId(),
    waypoints: waypoints.map((each) => ({
      ...each,
      _id: each._id ?? newId(),
      conditions: typeof each.conditions === 'string' ? each.conditions : JSON.stringify(each.conditions, null, 2),
    })),
    outcomes: outcomes.map((each) => ({ ...each, _id: each._id ?? newId() })),
  };
}

/** @template {{_id?: string}} Thing @param {Thing} thing @returns {Omit<Thing, '_id'>} */
const withoutId = ({ _id, ...rest }) => rest;

/** A journey of one's own: two that began alike must not be taken for the same. @param {any} journey @returns {JourneyInput} */
function fresh({ sources: _, createdAt: __, ...journey }) {
  const { waypoints, outcomes } = journey;
  return editable({ ...withoutId(journey), waypoints: waypoints.map(withoutId), outcomes: outcomes.map(withoutId) });
}

const COURSE = 'https://learn.example.org/courses/first-aid-at-work';
const TYPE = 'statement.object.definition.type';

/** @param {string} name @param {Record<string, unknown>} [more] */
const verb = (name, more) => ({ 'statement.verb.id': `http://adlnet.gov/expapi/verbs/${name}`, ...more });
/** @param {string} path */
const activity = (path) => ({ 'statement.object.id': COURSE + path });
/** @param {string} name */
const type = (name) => ({ [TYPE]: `http://adlnet.gov/expapi/activities/${name}` });
const aVideo = { [TYPE]: 'https://w3id.org/xapi/video/activity-type/video' };
const withEighty = { 'statement.result.score.scaled': { $gte: 0.8 } };

/** @param {string} description @param {string} callback */
const tell = (description, callback) => ({ description, type: 'callback', callback });

const firstAid = {
  description: 'First aid at work: from registration to mastery',
  isSequential: true,
  waypoints: [
    { description: 'Registered for the course', conditions: verb('registered', type('course')) },
    { description: 'Watched the first video to the end', conditions: verb('completed', activity('/modules/1/video')) },
    { description: 'Passed the resuscitation quiz', conditions: verb('passed', activity('/modules/2/quiz')) },
    { description: 'Commented twice', conditions: verb('commented'), count: 2 },
    {
      description: 'Passed the final assessment with 80 % or more',
      conditions: verb('passed', { ...activity('/final'), ...withEighty }),
    },
  ],
  outcomes: [tell('Tell the training team', 'https://training.example.org/hooks/first-aid')],
};

const modules = {
  description: 'Every module in order, then the course',
  isSequential: true,
  waypoints: [
    ...['Assessing an emergency', 'Resuscitation', 'Bleeding and shock', 'Burns, breaks and choking'].map(
      (name, index) => ({
        description: `Passed module ${index + 1}: ${name}`,
        conditions: verb('passed', activity(`/modules/${index + 1}/quiz`)),
      }),
    ),
    { description: 'Completed the course', conditions: verb('completed', type('course')) },
  ],
  outcomes: [tell('Issue the certificate', 'https://certificates.example.org/issue')],
};

const onboarding = {
  description: 'Onboarding: the first four steps, in any order',
  waypoints: [
    { description: 'Registered', conditions: verb('registered', type('course')) },
    { description: 'Watched two videos to the end', conditions: verb('completed', aVideo), count: 2 },
    { description: 'Joined a discussion', conditions: verb('commented') },
    { description: 'Passed any quiz', conditions: verb('passed', type('assessment')) },
  ],
  outcomes: [tell('Welcome them', 'https://people.example.org/hooks/onboarded')],
};

const nothing = { description: '', waypoints: [], outcomes: [] };

/**
 * @typedef {object} Template
 * @property {string} id
 * @property {string} name
 * @property {string} shows what it is an example of
 * @property {() => JourneyInput} start
 */

/** @param {string} id @param {string} name @param {string} shows @param {object} journey @returns {Template} */
const template = (id, name, shows, journey) => ({ id, name, shows, start: () => fresh(journey) });

/** @type {Template[]} */
export const TEMPLATES = [
  template('first-aid', 'A course, from registration to mastery', 'Steps in order, a count and a score', firstAid),
  template('seed', '5 comments and 1 completion', 'The smallest useful journey: a count, then one statement', course),
  template('modules', 'Modules in order', 'One waypoint for each module, and the course at the end', modules),
  template('mastery', 'Quiz mastery', 'Repeatable: every quiz that is taken and passed with 80 % or more', mastery),
  template('videos', 'All the videos', 'Any order: four activities, each to the end', videos),
  template(
    'discussion',
    'Part in the discussion',
    'What was written: patterns, “any of” and “does not match”',
    discussion,
  ),
  template('onboarding', 'Onboarding', 'Any order: four different things in the first days', onboarding),
  template('empty', 'An empty journey', 'Nothing yet: add the first waypoint yourself', nothing),
];

/** What the page opens with. */
export const sampleJourney = () => TEMPLATES[0].start();
