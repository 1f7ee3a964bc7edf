// Pages as Drift sends them (driftapi-npm's README), without an id that is large.
const message = (n) => ({
  id: 14272728303 + n * 37,
  conversationId: 3670145878,
  body: '<p>Hey there! This is a message of ordinary length, as people write them in a chat.</p>',
  author: { id: 5136943, type: 'user', bot: true },
  type: 'chat',
  createdAt: 1671223319461 + n,
  context: {
    ip: '18.232.245.220',
    userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36',
    href: 'https://acme.com/pricing',
    title: 'Pricing',
    location: {
      city: 'Boston',
      region: 'MA',
      country: 'US',
      postalCode: '02110',
      latitude: 42.36,
      longitude: -71.05,
    },
  },
  attributes: { developer_app_id: '7bcf4690-4696-4079-b5db-165ed74fa127' },
});
const row = (n) => ({
  status: 'open',
  contactId: 16657938742 + n * 7919,
  createdAt: 1671114583608,
  id: 3669254414 + n * 131,
  inboxId: 692556,
  updatedAt: 1671114593381,
});
const fifty = (make) => Array.from({ length: 50 }, (_, n) => make(n));

export const CONTACT = JSON.stringify({
  data: {
    id: 16344778575,
    createdAt: 1668615901358,
    attributes: { name: 'A', email: 'a@x.com', start_date: 1668615901358 },
  },
});
export const MESSAGES = JSON.stringify({
  data: { messages: fifty(message) },
  pagination: { more: true, next: 'abc' },
});
export const CONVERSATIONS = JSON.stringify({
  data: fifty(row),
  links: { next: 'https://api.drift.com/x?page_token=abc' },
});
