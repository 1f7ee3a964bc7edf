import type { Response } from 'express';

/** The one shape of every answer that is no success. */
export function refuse(response: Response, status: number, code: string, message: string): void {
  response.status(status).json({ error: { code, message } });
}
