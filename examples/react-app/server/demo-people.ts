import type { Database } from './database';

/** Whom the demo lets you be. The password of each is the demo's; nobody has ever confirmed these addresses. */
const PEOPLE = [
  [
    'usr_jane_4kq81z',
    'jane@moreau-bakery.example',
    'Jane Moreau',
    'Moreau & Daughters Bakery',
    'growth',
    '234f555525c17728d948e22869416b9f:7a246be6f00a370ee509bb08348369c283eda6ef01d39d3bb99ea149497ede38',
  ],
  [
    'usr_tomas_9vd27x',
    'tomas@rivera-cycles.example',
    'Tomás Rivera',
    'Rivera Cycles',
    'starter',
    'bdf9a892902e530cf30813de9dbd4e61:805bca8a0cb8c60a31030f701c2accac8b65b20db2aca29cfaba1e1208741497',
  ],
  [
    'usr_amara_1hs60p',
    'amara@okafor-studio.example',
    'Amara Okafor',
    'Okafor Studio',
    'growth',
    '794fa2e8e8cafcd652e6f1cb7973c19b:efe8d2ce11f1752a753f4aa346085ae3f086c1611058496e5f0e0ff063124406',
  ],
] as const;

/** Puts them into a database in which nobody is yet. */
export function plantDemoPeople(database: Database): void {
  if (database.first('SELECT 1 FROM accounts LIMIT 1')) return;
  for (const person of PEOPLE) database.run('INSERT INTO accounts VALUES (?, ?, ?, ?, ?, ?, 0)', ...person);
}
