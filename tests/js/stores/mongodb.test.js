// What every store does, on MongoDB.
import { describe } from 'node:test';
import { describeStore } from './conformance.js';
import { openMongodb } from './mongodb-files.js';
import { mongodbMissing } from './mongodb-server.js';

describe('on a MongoDB server', { skip: mongodbMissing }, () => {
  describeStore('MongoDB', openMongodb, { many: 500 });
});
