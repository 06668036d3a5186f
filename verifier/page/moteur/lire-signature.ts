import * as z from 'zod';
import { LIBELLES, enDate, montrable } from './phrases.ts';
import type { Paire, VueSignature } from './vue.ts';

/** Une signature du rapport de la commande. */
export const schemaSignature = z.object({
  genre: z.enum(['signature', 'cachet', 'horodatage']),
  champ: z.string().optional(),
  signataire: z.object({
    nom: z.string(),
    matricule: z.string().optional(),
    organisation: z.string().optional(),
    sujet: z.string(),
    certificat: z.string(),
  }),
  niveau: z.string(),
  signeA: z.string().optional(),
  horodateA: z.string().optional(),
  integrite: z.enum(['intacte', 'alteree']),
  couverture: z.enum(['totale', 'partielle', 'anterieure']),
  ajoutsApres: z.array(z.string()),
  chemin: z.enum(['valide', 'inconnu', 'expire', 'invalide']),
  revocation: z.enum(['bonne', 'revoquee', 'inconnue']),
  verdict: z.enum(['valide', 'invalide', 'indetermine']),
  motifs: z.array(z.string()),
});
export type Signature = z.infer<typeof schemaSignature>;

/** La signature telle que la page la montre. */
export const vueDeSignature = (signature: Signature): VueSignature => ({
  titre: `${LIBELLES.genre[signature.genre]} — ${montrable(quiDe(signature))}`,
  verdict: signature.verdict,
  lignes: lignesDe(signature).map(([terme, valeur]): Paire => [terme, montrable(valeur)]),
  motifs: signature.motifs.map(montrable),
});

/** Qui a signe : nom, matricule, organisation. */
export const quiDe = ({ signataire }: Signature): string =>
  [signataire.nom, signataire.matricule, signataire.organisation]
    .filter((partie) => partie !== undefined && partie !== '')
    .join(', ');

function lignesDe(signature: Signature): readonly Paire[] {
  const { horodateA, signeA, champ, signataire } = signature;
  return [
    ...(horodateA === undefined ? [] : [['Heure prouvée', enDate(horodateA)] as const]),
    ...(signeA === undefined ? [] : [['Heure déclarée', enDate(signeA)] as const]),
    [
      'Intégrité',
      `${LIBELLES.integrite[signature.integrite]} ; couvre ${LIBELLES.couverture[signature.couverture]}`,
    ],
    [
      'Certificat',
      `chaîne ${LIBELLES.chemin[signature.chemin]}, ${LIBELLES.revocation[signature.revocation]}`,
    ],
    ...(signature.ajoutsApres.length === 0
      ? []
      : [['Ajouts permis ensuite', signature.ajoutsApres.join(' ; ')] as const]),
    ['Niveau', signature.niveau],
    ...(champ === undefined ? [] : [['Champ', champ] as const]),
    ['Titulaire', signataire.sujet],
    ['Empreinte du certificat', signataire.certificat],
  ];
}
