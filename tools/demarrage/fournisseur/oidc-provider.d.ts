/** Le paquet n'a pas de types : ce que la demonstration en utilise. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  export class Provider {
    constructor(emetteur: string, reglages: Readonly<Record<string, unknown>>);
    callback(): (demande: IncomingMessage, reponse: ServerResponse) => Promise<void>;
    interactionDetails(
      demande: IncomingMessage,
      reponse: ServerResponse,
    ): Promise<{ readonly uid: string; readonly params: Readonly<Record<string, unknown>> }>;
    interactionFinished(
      demande: IncomingMessage,
      reponse: ServerResponse,
      rendu: Readonly<Record<string, unknown>>,
      options?: { readonly mergeWithLastSubmission?: boolean },
    ): Promise<void>;
  }
}
