// One learner's way through the course, as events in the order in which they happen: sessions of video, discussion and quiz
// with days between them, until the learner completes the course or drops out.

import {
  comments,
  courseActivity,
  courseContext,
  discussionContext,
  finalAssessment,
  instructors,
  modules,
  teamExercise,
  verbs,
} from './course.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * Something that happened, before it becomes a statement.
 * @typedef {object} Event
 * @property {number} at in milliseconds since 1970
 * @property {object} verb
 * @property {object} object
 * @property {Record<string, unknown>} context
 * @property {Record<string, unknown>} [result]
 * @property {Record<string, unknown>} [actor] where it is not the learner
 * @property {number} session events of one session reach the store together when the learner is offline
 */

/** @param {number} seconds */
const duration = (seconds) => `PT${seconds.toFixed(2)}S`;

/** Tells one learner's story. */
export class Story {
  /**
   * @param {import('./random.js').Random} random
   * @param {import('./people.js').Person} person
   * @param {number} start when the course opens
   */
  constructor(random, person, start) {
    this.random = random;
    this.now = start + random.between(0, 9) * DAY;
    this.session = 0;
    this.diligence = 0.2 + 0.8 * Math.sqrt(random.unit());
    this.common = { registration: person.registration, instructor: random.pick(instructors) };
    this.client = random.pick([
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
      'Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0',
    ]);
    /** @type {Event[]} */
    this.events = [];
    /** One context for each place, shared by the statements made there. @type {Map<object, Record<string, unknown>>} */
    this.contexts = new Map();
  }

  /** @returns {Event[]} */
  tell() {
    this.say(verbs.registered, courseActivity, courseContext);
    for (const [index, module] of modules.entries()) {
      this.nextSession();
      if (!this.random.chance(0.8 + 0.2 * this.diligence)) return this.events;
      this.watch(module);
      this.discuss(module);
      if (index === 2 && this.random.chance(0.2)) this.exerciseInTeam();
      if (!this.passes(module.quiz) && !this.random.chance(this.diligence)) return this.events;
    }
    this.nextSession();
    if (!this.passes(finalAssessment)) return this.events;
    // The player sends this with the same time as the `passed` before it.
    this.say(verbs.completed, courseActivity, courseContext, { completion: true, success: true });
    return this.events;
  }

  /**
   * @param {object} verb
   * @param {object} object
   * @param {Record<string, unknown>} context
   * @param {Record<string, unknown>} [result]
   * @param {Record<string, unknown>} [actor]
   */
  say(verb, object, context, result, actor) {
    this.events.push({
      at: this.now,
      verb,
      object,
      context: this.contextAt(context),
      result,
      actor,
      session: this.session,
    });
  }

  /** @param {Record<string, unknown>} place */
  contextAt(place) {
    let context = this.contexts.get(place);
    if (!context) this.contexts.set(place, (context = { ...this.common, ...place }));
    return context;
  }

  /** @param {number} low in milliseconds @param {number} high */
  wait(low, high) {
    this.now += this.random.between(low, high);
  }

  nextSession() {
    this.session++;
    this.wait(2 * HOUR, (6 - 4 * this.diligence) * DAY);
  }

  /** @param {typeof modules[number]} module */
  watch(module) {
    const { random } = this;
    const length = module.seconds;
    const extensions = {
      'https://w3id.org/xapi/video/extensions/session-id': random.uuid(),
      'https://w3id.org/xapi/video/extensions/length': length,
      'https://w3id.org/xapi/video/extensions/completion-threshold': '0.95',
      'https://w3id.org/xapi/video/extensions/cc-subtitle-enabled': random.chance(0.3),
      'https://w3id.org/xapi/video/extensions/speed': random.pick(['1x', '1x', '1x', '1.25x', '1.5x']),
      'https://w3id.org/xapi/video/extensions/screen-size': random.pick(['1920x1080', '390x844', '1366x768']),
      'https://w3id.org/xapi/video/extensions/user-agent': this.client,
    };
    const context = { ...module.videoContext, extensions };
    this.say(verbs.initialized, module.video, context);
    const stops = Array.from({ length: random.whole(0, 3) }, () => random.between(10, length - 10)).sort(
      (a, b) => a - b,
    );
    let from = 0;
    /** @type {string[]} */
    const segments = [];
    for (const to of [...stops, length]) {
      this.wait(2 * SECOND, 40 * SECOND);
      this.say(verbs.played, module.video, context, videoResult(from, length, segments));
      this.now += (to - from) * SECOND;
      segments.push(`${from.toFixed(3)}[.]${to.toFixed(3)}`);
      from = to;
      if (to < length) this.say(verbs.paused, module.video, context, videoResult(to, length, segments));
      if (to < length && !random.chance(0.75 + 0.25 * this.diligence)) return;
    }
    const result = { ...videoResult(length, length, segments), completion: true, duration: duration(length) };
    this.say(verbs.completed, module.video, context, result);
  }

  /** @param {typeof modules[number]} module */
  discuss(module) {
    const { random } = this;
    // Notes taken on paper are typed in together and get one time.
    const together = random.chance(0.06);
    for (let left = random.whole(0, Math.round(4.2 * this.diligence)); left > 0; left--) {
      if (!together) this.wait(20 * SECOND, 6 * MINUTE);
      this.say(verbs.commented, module.discussion, discussionContext, { response: random.pick(comments) });
    }
  }

  /** What a team did together is a statement of an anonymous group: it has no identity of its own. */
  exerciseInTeam() {
    this.wait(10 * MINUTE, 40 * MINUTE);
    const member = () => ({ objectType: 'Agent', mbox: `mailto:${this.random.hex8()}@students.example.edu` });
    const group = { objectType: 'Group', name: 'Kitchen team', member: [member(), member(), member()] };
    this.say(verbs.completed, teamExercise, discussionContext, { success: true }, group);
  }

  /**
   * Takes a quiz until it is passed or the learner gives up.
   * @param {typeof finalAssessment} quiz
   */
  passes(quiz) {
    for (let attempt = 1; attempt <= 3; attempt++) {
      if (this.passesOnce(quiz, attempt)) return true;
      if (!this.random.chance(this.diligence)) return false;
      this.wait(10 * MINUTE, DAY);
    }
    return false;
  }

  /** @param {typeof finalAssessment} quiz @param {number} attempt */
  passesOnce(quiz, attempt) {
    this.wait(MINUTE, 8 * MINUTE);
    const begin = this.now;
    this.say(verbs.attempted, quiz.activity, quiz.context);
    let right = 0;
    for (const question of quiz.questions) {
      const seconds = this.random.between(6, 70);
      this.now += seconds * SECOND;
      const success = this.random.chance(0.36 + 0.34 * this.diligence + 0.08 * attempt);
      if (success) right++;
      const response = success ? 'a' : this.random.pick(['b', 'c', 'd']);
      this.say(verbs.answered, question, quiz.questionContext, { response, success, duration: duration(seconds) });
    }
    const max = quiz.questions.length;
    const success = right / max >= 0.6;
    const score = { scaled: right / max, raw: right, min: 0, max };
    const result = { score, success, completion: true, duration: duration((this.now - begin) / SECOND) };
    this.say(success ? verbs.passed : verbs.failed, quiz.activity, quiz.context, result);
    return success;
  }
}

/**
 * @param {number} time
 * @param {number} length
 * @param {string[]} segments
 */
function videoResult(time, length, segments) {
  return {
    extensions: {
      'https://w3id.org/xapi/video/extensions/time': Number(time.toFixed(3)),
      'https://w3id.org/xapi/video/extensions/progress': Number((time / length).toFixed(3)),
      'https://w3id.org/xapi/video/extensions/played-segments': segments.join('[,]'),
    },
  };
}
