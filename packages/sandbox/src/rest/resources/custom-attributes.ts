import { Hono } from 'hono';
import { answer } from '../answer';
import { allow } from '../auth';
import type { Rest, RestEnv } from '../env';

/** Attributes that every account has. */
const STANDARD: Readonly<Record<string, [type: string, displayName: string]>> = {
  alias: ['STRING', 'Alias'],
  avatar_url: ['STRING', 'avatar_url'],
  bio: ['STRING', 'bio'],
  city: ['STRING', 'City'],
  country: ['STRING', 'Country'],
  email: ['STRING', 'Email'],
  first_name: ['STRING', 'First Name'],
  last_active: ['DATETIME', 'Last Active'],
  last_contacted: ['DATETIME', 'Last Contacted'],
  last_name: ['STRING', 'Last Name'],
  latitude: ['NUMERIC', 'latitude'],
  longitude: ['NUMERIC', 'longitude'],
  name: ['STRING', 'Name'],
  phone: ['STRING', 'Phone'],
  start_date: ['DATETIME', 'Start Date'],
  state: ['STRING', 'State'],
  timezone: ['STRING', 'timezone'],
};

/** `GET /contacts/attributes`: the standard attributes, and every attribute that was ever set. */
export function customAttributeRoutes({ world: { contacts } }: Rest): Hono<RestEnv> {
  const app = new Hono<RestEnv>();
  app.get('/contacts/attributes', allow('all_contact_read'), (c) => {
    const own = [...contacts.attributeTypes()].filter(([name]) => !Object.hasOwn(STANDARD, name));
    const all = [
      ...Object.entries(STANDARD).map(([name, [type, displayName]]) => ({ type, displayName, name })),
      ...own.map(([name, type]) => ({ type, displayName: name, name })),
    ];
    return answer(c, { data: { properties: all.sort((one, other) => (one.name < other.name ? -1 : 1)) } });
  });
  return app;
}
