import { refus, reussite } from '@ppn/core';
import type { Result } from '@ppn/core';
import { createTransport } from 'nodemailer';

/** Un message a envoyer : texte seul, en francais ; l'objet et les adresses tiennent sur une ligne. */
export type Message = { readonly a: readonly string[]; readonly sujet: string; readonly texte: string };

/** Pourquoi un message n'est pas parti ; l'appelant garde sa ligne et reessaie si c'est `courrier-indisponible`. */
export type RefusDeCourrier =
  | 'courrier-non-configure'
  | 'message-invalide'
  | 'destinataire-refuse'
  | 'courrier-indisponible';

/** Envoi de courrier ; ne lance jamais pour une panne du serveur distant. */
export type Courrier = {
  readonly envoyer: (message: Message) => Promise<Result<{ readonly identifiant: string }, RefusDeCourrier>>;
  readonly fermer: () => void;
};

/** Destinataires par message et taille du texte admis. */
const DESTINATAIRES_MAX = 50;
const TEXTE_MAX = 200_000;
const DELAI_MS = 10_000;

/**
 * Courrier par SMTP (`smtp://…` ou `smtps://utilisateur:secret@hote:port`). Hors de la machine, le chiffrement est
 * exige (STARTTLS ou TLS direct). Sans `url`, tout envoi est refuse par `courrier-non-configure`.
 */
export function courrier(options: { readonly url?: string; readonly expediteur: string }): Courrier {
  if (options.url === undefined || options.url === '') return sansServeur;
  const transport = createTransport({
    url: options.url,
    pool: true,
    maxConnections: 2,
    requireTLS: !estLocal(new URL(options.url).hostname),
    connectionTimeout: DELAI_MS,
    greetingTimeout: DELAI_MS,
    socketTimeout: DELAI_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    fermer: () => transport.close(),
    envoyer: async (message) => {
      if (!estValide(message)) return refus('message-invalide');
      try {
        const envoi = await transport.sendMail({
          from: options.expediteur,
          to: [...message.a],
          subject: message.sujet,
          text: message.texte,
        });
        return reussite({ identifiant: envoi.messageId });
      } catch (erreur) {
        return refus(codeDe(erreur) === 'EENVELOPE' ? 'destinataire-refuse' : 'courrier-indisponible');
      }
    },
  };
}

const sansServeur: Courrier = {
  fermer: () => undefined,
  envoyer: () => Promise.resolve(refus('courrier-non-configure')),
};

const estLocal = (hote: string): boolean => ['127.0.0.1', '::1', '[::1]', 'localhost'].includes(hote);

/** Une adresse simple : ni espace, ni controle, ni seconde adresse (pas d'injection d'en-tete). */
const estAdresse = (texte: string): boolean =>
  texte.length <= 254 && /^[^\s<>,;:"()[\]@]+@[^\s<>,;:"()[\]@]+$/.test(texte);

const estValide = ({ a, sujet, texte }: Message): boolean =>
  a.length > 0 &&
  a.length <= DESTINATAIRES_MAX &&
  a.every(estAdresse) &&
  sujet !== '' &&
  sujet.length <= 500 &&
  !/\p{Cc}/u.test(sujet) &&
  texte.length <= TEXTE_MAX;

const codeDe = (erreur: unknown): unknown =>
  erreur instanceof Error && 'code' in erreur ? erreur.code : undefined;
