import type { Readable, Writable } from 'node:stream';
import { refus, reussite } from '@ppn/core';
import type { Result } from '@ppn/core';
import { z } from 'zod';
import type { Poste } from './poste.ts';
import { presenter } from './fenetre.ts';
import { abandonner, regarder, traiterEnvoi } from './guichet.ts';
import { cartesPresentes, recevoir, suivreDemande } from './noyau.ts';
import { CORPS_MAX } from './protocole.ts';
import type { CodeRefus, ErreurAgent } from './protocole.ts';
import { erreur } from './refus.ts';

/**
 * Un message de l'extension. D'une page : `origine` est celle que le navigateur atteste (`sender.origin`). De la fenêtre de
 * l'extension : `demande` seule. L'extension sépare les deux d'après l'expéditeur, jamais d'après le contenu.
 */
const schemaMessage = z.union([
  z.object({
    numero: z.number().int().nonnegative(),
    source: z.literal('page'),
    action: z.enum(['etat', 'deposer', 'suivre']),
    origine: z.string().max(300),
    corps: z.unknown().optional(),
  }),
  z.object({
    numero: z.number().int().nonnegative(),
    source: z.literal('fenetre'),
    action: z.enum(['presenter', 'etat', 'fermer', 'pin', 'debloquer', 'annuler']),
    demande: z.string().max(64),
    corps: z.unknown().optional(),
  }),
]);
/** Le numéro d'un message, même mal formé : l'extension attend sa réponse. */
const schemaNumero = z.object({ numero: z.number().int().nonnegative() }).catch({ numero: 0 });
type Message = z.infer<typeof schemaMessage>;
/** Réponse de l'hôte : le `numero` du message, et la valeur ou le refus. */
export type ReponseNative =
  | { readonly numero: number; readonly ok: true; readonly valeur: unknown }
  | { readonly numero: number; readonly ok: false; readonly erreur: ErreurAgent };

/** Sert la porte « native messaging » : longueur sur 4 octets dans l'ordre de la machine, puis JSON en UTF-8. Tient jusqu'à la fin de l'entrée. */
export async function servirNatif(
  poste: Poste,
  { entree, sortie }: { readonly entree: Readable; readonly sortie: Writable },
): Promise<void> {
  for await (const texte of messagesDe(entree)) {
    if (texte === undefined) {
      ecrire(sortie, { numero: 0, ok: false, erreur: erreur('trop-volumineux') });
      return;
    }
    // Les réponses n'attendent pas leur tour : une saisie au lecteur ne fige pas l'état des cartes.
    void repondre(poste, texte).then((reponse) => ecrire(sortie, reponse));
  }
}

async function repondre(poste: Poste, texte: string): Promise<ReponseNative> {
  const recu = enJson(texte);
  const { numero } = schemaNumero.parse(recu);
  const lu = schemaMessage.safeParse(recu);
  if (!lu.success) return { numero, ok: false, erreur: erreur('requete-mal-formee') };
  const issue = await traiter(poste, lu.data).catch(() => refus('panne' as const));
  return issue.ok ? { numero, ...issue } : { numero, ok: false, erreur: erreur(issue.refus) };
}

async function traiter(poste: Poste, message: Message): Promise<Result<unknown, CodeRefus>> {
  if (message.source === 'fenetre') return traiterFenetre(poste, message);
  const { origine, corps } = message;
  if (!poste.origines.includes(origine)) return refus('origine-refusee');
  switch (message.action) {
    case 'etat':
      return reussite({ cartes: await cartesPresentes(poste) });
    case 'deposer': {
      const recue = await recevoir(poste, origine, corps);
      return recue.ok ? reussite({ id: recue.valeur.id }) : recue;
    }
    case 'suivre': {
      const { id } = z
        .object({ id: z.string().max(64) })
        .catch({ id: '' })
        .parse(corps);
      return suivreDemande(poste, origine, id);
    }
  }
}

async function traiterFenetre(
  poste: Poste,
  message: Extract<Message, { source: 'fenetre' }>,
): Promise<Result<unknown, CodeRefus>> {
  const demande = poste.demandes.lire(message.demande);
  if (demande === undefined) return refus('demande-inconnue');
  switch (message.action) {
    case 'presenter':
      return reussite(presenter(demande));
    case 'etat':
      return reussite(await regarder(poste, demande));
    case 'fermer':
      abandonner(demande);
      return reussite(demande.etat);
    case 'pin':
    case 'debloquer':
    case 'annuler':
      return traiterEnvoi(poste, demande, { genre: message.action, corps: message.corps });
  }
}

/** Les messages de l'entrée ; `undefined` pour un message trop long, après lequel plus rien ne se lit. */
async function* messagesDe(entree: Readable): AsyncGenerator<string | undefined> {
  let reste = Buffer.alloc(0);
  for await (const morceau of entree) {
    reste = Buffer.concat([reste, morceau]);
    while (reste.length >= 4) {
      const longueur = lireLongueur(reste);
      if (longueur > CORPS_MAX) {
        yield undefined;
        return;
      }
      if (reste.length < 4 + longueur) break;
      yield reste.toString('utf8', 4, 4 + longueur);
      reste = reste.subarray(4 + longueur);
    }
  }
}

const GROS_BOUT = new Uint8Array(Uint16Array.of(1).buffer)[0] === 0;
const lireLongueur = (octets: Buffer): number =>
  GROS_BOUT ? octets.readUInt32BE(0) : octets.readUInt32LE(0);

function ecrire(sortie: Writable, reponse: ReponseNative): void {
  const corps = Buffer.from(JSON.stringify(reponse), 'utf8');
  const longueur = Buffer.alloc(4);
  if (GROS_BOUT) longueur.writeUInt32BE(corps.length);
  else longueur.writeUInt32LE(corps.length);
  sortie.write(Buffer.concat([longueur, corps]));
}

function enJson(texte: string): unknown {
  try {
    return JSON.parse(texte);
  } catch {
    return undefined;
  }
}

/** Vrai si le navigateur a lancé l'hôte pour une extension admise : Chrome donne son origine, Firefox son identifiant. */
export const lanceParUneExtension = (arguments_: readonly string[], admises: readonly string[]): boolean =>
  admises.some((id) => arguments_.includes(id) || arguments_.includes(`chrome-extension://${id}/`));
