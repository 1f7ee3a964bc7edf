import type { User } from '../shared/api-types';
import { isPassword } from './password';

interface Person extends User {
  passwordHash: string;
}

/** The people who can log in. The password of each is the demo's, which the login page shows. */
const PEOPLE: Person[] = [
  {
    id: 'usr_jane_4kq81z',
    email: 'jane@moreau-bakery.example',
    name: 'Jane Moreau',
    company: 'Moreau & Daughters Bakery',
    plan: 'growth',
    passwordHash:
      '234f555525c17728d948e22869416b9f:7a246be6f00a370ee509bb08348369c283eda6ef01d39d3bb99ea149497ede38',
  },
  {
    id: 'usr_tomas_9vd27x',
    email: 'tomas@rivera-cycles.example',
    name: 'Tomás Rivera',
    company: 'Rivera Cycles',
    plan: 'starter',
    passwordHash:
      'bdf9a892902e530cf30813de9dbd4e61:805bca8a0cb8c60a31030f701c2accac8b65b20db2aca29cfaba1e1208741497',
  },
  {
    id: 'usr_amara_1hs60p',
    email: 'amara@okafor-studio.example',
    name: 'Amara Okafor',
    company: 'Okafor Studio',
    plan: 'growth',
    passwordHash:
      '794fa2e8e8cafcd652e6f1cb7973c19b:efe8d2ce11f1752a753f4aa346085ae3f086c1611058496e5f0e0ff063124406',
  },
];

/** Nobody's: compared with when the e-mail is unknown, so that an answer's time does not tell who is a customer. */
const NOBODY =
  '36c89b65ee999e8a53401faac9bf2a44:1dd96f3b679fa67fc8363b15d0838d3672f8ffa6fd022e28fee9e7814fdd3d79';

/** The person whose e-mail and password these are, or undefined. */
export async function authenticate(email: string, password: string): Promise<User | undefined> {
  const person = PEOPLE.find((candidate) => candidate.email === email.trim().toLowerCase());
  const matches = await isPassword(password, person?.passwordHash ?? NOBODY);
  return person !== undefined && matches ? publicPart(person) : undefined;
}

/** The person with this id, or undefined. */
export function findUser(id: string | undefined): User | undefined {
  const person = PEOPLE.find((candidate) => candidate.id === id);
  return person && publicPart(person);
}

function publicPart({ passwordHash: _passwordHash, ...user }: Person): User {
  return user;
}
