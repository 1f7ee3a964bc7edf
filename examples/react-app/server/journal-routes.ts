import express from 'express';
import type { Request, Router } from 'express';
import type { User } from '../shared/api-types';
import type { Database } from './database';
import type { Journal } from './journal';
import { refuse } from './refuse';

export interface JournalParts {
  database: Database;
  /** Shown to people: only beside a sandbox. */
  shownJournal: Journal | undefined;
  userOf: (request: Request) => User | undefined;
}

const OF_PERSON = 'SELECT id FROM crm_contacts WHERE external_id = ?';
const CONVERSATIONS = `SELECT id FROM crm_conversations WHERE contact_id IN (${OF_PERSON})`;

/**
 * What the server did, for the drawer: of the person of the session, else of this browser’s anonymous contact, whose external
 * id is Drift’s random cookie. Nothing in the request can name a conversation or a person.
 */
export function createJournalRoutes({ database, shownJournal, userOf }: JournalParts): Router {
  const routes = express.Router();
  routes.get('/journal', (request, response) => {
    if (!shownJournal) return refuse(response, 404, 'not_found', 'There is no such thing here.');
    const userId = userOf(request)?.id;
    const externalId = userId ?? anonymousId(request) ?? '';
    const idsOf = (statement: string): string[] =>
      database.all(statement, externalId).map(({ id }) => String(id));
    const whose = { conversationIds: idsOf(CONVERSATIONS), contactIds: idsOf(OF_PERSON), userId };
    response.json({ entries: shownJournal.of(whose).slice(0, 100) });
  });
  return routes;
}

const UUID = /(?:^|;\s*)drift_aid=([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})(?:;|$)/i;

/** A UUID and nothing else: a cookie can be written by hand, and the id of a person must open nothing. */
const anonymousId = (request: Request): string | undefined => UUID.exec(request.get('cookie') ?? '')?.[1];
