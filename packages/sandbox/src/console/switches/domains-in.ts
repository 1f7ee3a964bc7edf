/** The domains a person wrote, apart by commas or spaces. */
export function domainsIn(text: string): string[] {
  return text.split(/[\s,;]+/).filter((one) => one !== '');
}
