import type { NextAuthOptions } from 'next-auth';
import GitHub from 'next-auth/providers/github';

// Auth.js gives a session the name, the e-mail and the picture. Drift wants what never changes: the id.
declare module 'next-auth' {
  interface Session {
    user: { id: string; name?: string | null; email?: string | null };
  }
}

export const authOptions: NextAuthOptions = {
  providers: [
    GitHub({ clientId: process.env['GITHUB_ID'] ?? '', clientSecret: process.env['GITHUB_SECRET'] ?? '' }),
  ],
  callbacks: {
    // With a database adapter: `session: ({ session, user }) => …user.id`.
    session: ({ session, token }) => ({ ...session, user: { ...session.user, id: token.sub ?? '' } }),
  },
};
