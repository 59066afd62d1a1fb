// Whoever has the database itself in hand acts as a client who may do all in an organisation.

/** @param {string} organisation @param {string} [client] whose statements they are */
export const operator = (organisation, client = '0'.repeat(24)) => ({
  client: {
    ...{ _id: client, key: '', secret: '', title: 'operator', organisation, scopes: ['all'], user: null },
    ...{ lrs_id: null, isTrusted: true, createdAt: '1970-01-01T00:00:00.000Z', revokedAt: null },
  },
});
