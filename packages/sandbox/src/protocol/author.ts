/** Who says something: a person of the team, the bot, or the visitor. */
export interface Author {
  id: number;
  name: string;
}
