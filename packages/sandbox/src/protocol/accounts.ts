/** A company, as sales sees it. */
export interface Account {
  accountId: string;
  ownerId: number;
  name?: string;
  domain: string;
  /** Hidden in lists, and still read by its id. */
  deleted: boolean;
  targeted: boolean;
  createDateTime: number;
  updateDateTime: number;
  customProperties: AccountProperty[];
}

export interface AccountProperty {
  label: string;
  name: string;
  value: unknown;
  type: string;
}

/** A file, with its bytes in base64. */
export interface StoredAttachment {
  id: number;
  fileName: string;
  mimeType: string;
  base64: string;
}
