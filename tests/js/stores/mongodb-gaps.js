// Where a server does not answer a case of tests/data/queries.json as the engine does. The tests fail when a case that is
// not listed here is answered otherwise, and when something that is listed here no longer is.

/**
 * @typedef {object} Gap
 * @property {string} rule what the server lacks, or the rule that it breaks
 * @property {string[]} [cases] which it answers wrongly, or not at all: all of them
 * @property {RegExp} [complaint] with which it refuses those that it has no answer to
 * @property {RegExp} [queries] which it cannot be asked at all: where it answers, the answer means nothing
 */

/** What the engine does otherwise than MongoDB, on purpose. @type {Gap[]} */
export const DEVIATIONS = [
  {
    rule: 'JSON numbers are exact and have no bounds, where BSON has no type for them, too',
    cases: ['{"a":12345678901234567890123} on {"a":12345678901234567890124}', '{"a":{"$lt":1e400}} on {"a":1e399}'],
  },
  {
    rule: 'any field may be an array, the id of a record too',
    cases: ['{"_id":{"$elemMatch":{"$eq":"59c1120f6b8b4568447e5a1c"}}} on {"_id":["59c1120f6b8b4568447e5a1c"]}'],
  },
  {
    rule: 'what $expr cannot compute for a record is false for it, and does not end the whole query',
    cases: [
      '{"$expr":{"$eq":[{"$divide":["$a",0]},0]}} on {"a":2}',
      '{"$expr":{"$gte":[{"$add":["$a",1]},0]}} on {"a":"x"}',
      '{"$expr":{"$gte":[{"$size":"$a"},0]}} on {"a":1}',
      '{"$expr":{"$gte":[{"$size":"$a"},0]}} on {}',
    ],
  },
];

/** FerretDB 1.24.2 with SQLite. @type {Gap[]} */
export const FERRETDB_GAPS = [
  // ---- what it lacks
  { rule: 'arrays directly in arrays', complaint: /nested arrays are not supported/ },
  {
    rule: 'the operators of $expr',
    complaint: /^Invalid \$match :: caused by :: The operator \$\w+ is not implemented/,
  },
  { rule: 'queries in $elemMatch', queries: /"\$elemMatch":\{("(?!\$)|"\$(and|or|nor|comment)"|\})/ },
  { rule: 'most operators in $elemMatch', complaint: /^\$elemMatch: support for \$\w+ not implemented yet/ },
  { rule: 'regular expressions in $in, as JSON writes them', complaint: /^cannot nest \$ under \$in/ },
  { rule: 'types that no record holds', complaint: /^(Unknown type name alias: |Type code -?\d+ not implemented)/ },
  { rule: 'the option x of regular expressions', complaint: /^option 'x' not implemented/ },
  { rule: '$comment of any type', complaint: /'\$comment' is the wrong type/ },
  { rule: '$alwaysTrue and $alwaysFalse', complaint: /^unknown top level operator: \$always/ },
  { rule: 'NaN: it hangs up', queries: /"NaN"/ },
  { rule: 'empty keys in paths', complaint: /iterator\.ConsumeValuesN/ },

  // ---- what it answers wrongly
  {
    rule: 'a number in a path is a key of the objects in an array, too',
    cases: ['{"a.0":1} on {"a":[{"0":1}]}', '{"a.0":1} on {"a":[5,{"0":1}]}', '{"a.0.b":1} on {"a":[{"0":{"b":1}}]}'],
  },
  {
    rule: 'a number with leading zeros is no index',
    cases: ['{"a.00":1} on {"a":[1]}', '{"a.01":2} on {"a":[1,2]}'],
  },
  {
    rule: 'in an array each object that lacks a field offers missing, and nothing else does',
    cases: [
      '{"a.0.b":null} on {"a":[5]}',
      '{"a.b":null} on {"a":[{"b":1},{}]}',
      '{"a.b":null} on {"a":[]}',
      '{"a.b":null} on {"a":[1]}',
      '{"a.b":null} on {"a":[1,"x"]}',
      '{"a.b":{"$ne":null}} on {"a":[]}',
      '{"a.b":{"$in":[null]}} on {"a":[]}',
      '{"a.0":null} on {"a":[{"b":1}]}',
      '{"a.1":null} on {"a":[1]}',
      '{"a.0":null} on {"a":[]}',
    ],
  },
  {
    rule: 'a path through an array offers all that it finds to each operator',
    cases: [
      '{"a.b":{"$ne":1}} on {"a":[{"b":1},{"b":2}]}',
      '{"a.b":{"$nin":[1]}} on {"a":[{"b":0},{"b":1}]}',
      '{"a.b":{"$gt":1,"$lt":3}} on {"a":[{"b":0},{"b":5}]}',
      '{"a.b":{"$all":[1,2]}} on {"a":[{"b":1},{"b":2}]}',
    ],
  },
  {
    rule: 'an object equals an element that is such an object',
    cases: ['{"a":{"b":1}} on {"a":[{"b":1}]}'],
  },
  {
    rule: '$exists takes any operand for true or false',
    cases: ['{"a":{"$exists":0}} on {"a":0}', '{"a":{"$exists":0.0}} on {"a":0}', '{"a":{"$exists":null}} on {"a":0}'],
  },
  {
    rule: '$type takes a list of names and numbers',
    cases: ['{"a":{"$type":["bool",2]}} on {"a":"x"}'],
  },
  {
    rule: '$mod and the bit operators meet an element of an array',
    cases: [
      '{"a":{"$mod":[4,0]}} on {"a":[1,8]}',
      '{"a":{"$bitsAnySet":1}} on {"a":[2,1]}',
      '{"a":{"$elemMatch":{"$mod":[4,0]}}} on {"a":[1,8]}',
      '{"a":{"$elemMatch":{"$bitsAllSet":1}}} on {"a":[2,3]}',
    ],
  },
  {
    rule: '$all takes regular expressions and $elemMatch',
    cases: [
      '{"a":{"$all":[{"$regex":"^x"},{"$regularExpression":{"pattern":"Z$","options":"i"}}]}} on {"a":["xa","yz"]}',
      '{"a":{"$all":[{"$elemMatch":{"$gt":1}},{"$elemMatch":{"$lt":1}}]}} on {"a":[0,2]}',
    ],
  },
  {
    rule: '$elemMatch asks one element for all its operators',
    cases: [
      '{"a":{"$elemMatch":{"$gt":1,"$lt":3}}} on {"a":[0,5]}',
      '{"a":{"$elemMatch":{"$nin":[1,2]}}} on {"a":[1,3]}',
      '{"a":{"$elemMatch":{"$all":[5,6]}}} on {"a":[5,6]}',
    ],
  },
];
