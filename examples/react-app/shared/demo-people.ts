/** Whom the demo lets you be. A real product would show neither the names nor the password. */
export const DEMO_PEOPLE = [
  { name: 'Jane Moreau', email: 'jane@moreau-bakery.example' },
  { name: 'Tomás Rivera', email: 'tomas@rivera-cycles.example' },
  { name: 'Amara Okafor', email: 'amara@okafor-studio.example' },
];

export const DEMO_PASSWORD = 'harbor-demo';
