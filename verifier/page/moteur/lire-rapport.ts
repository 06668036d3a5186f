import * as z from 'zod';
import { schemaDossier, vueDeDossier } from './lire-dossier.ts';
import { quiDe, schemaSignature, vueDeSignature } from './lire-signature.ts';
import type { Signature } from './lire-signature.ts';
import { compter, enDate, enTaille, montrable, phraseDe } from './phrases.ts';
import type { Paire, Verdict, Vue, VuePiece } from './vue.ts';

const verdict = z.enum(['valide', 'invalide', 'indetermine', 'non-signe']);
const document = z.object({
  verdict,
  motifs: z.array(z.string()),
  signatures: z.array(schemaSignature),
});
const schemaPiece = z.object({
  nom: z.string(),
  taille: z.number(),
  empreinte: z.string(),
  intacte: z.boolean(),
  estActe: z.boolean(),
  acte: document.optional(),
  motifs: z.array(z.string()),
});
const schemaFiche = z.object({
  titre: z.string().optional(),
  idj: z.string().optional(),
  numero: z.number().optional(),
  texte: z.enum(['conforme', 'different']).optional(),
});
type Fiche = z.infer<typeof schemaFiche>;
const schemaPreuve = z.object({ piece: z.string(), etat: z.string(), phrase: z.string() });
type Preuve = z.infer<typeof schemaPreuve>;

/** Le rapport `--json` de la commande sur un fichier signe seul. */
const schemaFichier = document.extend({
  fichier: z.string(),
  genre: z.enum(['pdf', 'asic', 'cades', 'autre']),
  pieces: z.array(schemaPiece),
  fiches: z.record(z.string(), schemaFiche),
  preuves: z.array(schemaPreuve).default([]),
});
type Fichier = z.infer<typeof schemaFichier>;

/** Lit la sortie `--json` de la commande et la met en francais. Lance si ce n'en est pas une. */
export function vueDuRapport(sortie: string): Vue {
  const brut: unknown = JSON.parse(sortie);
  const dossier = schemaDossier.safeParse(brut);
  return dossier.success ? vueDeDossier(dossier.data) : vueDeFichier(schemaFichier.parse(brut));
}

function vueDeFichier(rapport: Fichier): Vue {
  const fiche = rapport.fiches[''];
  const { titre, explication } = phraseDe(rapport.verdict, rapport.genre);
  return {
    fichier: montrable(rapport.fichier),
    verdict: rapport.verdict,
    titre,
    explication,
    lignes: [...lignesDeFiche(fiche), ...resume(rapport.signatures)],
    fautes: rapport.motifs.map(montrable),
    conseils: [],
    reserves: reservesDe(rapport),
    acquis: [],
    signatures: rapport.signatures.map(vueDeSignature),
    lots:
      rapport.pieces.length === 0
        ? []
        : [
            {
              titre: compter(montrees(rapport).length, 'pièce dans ce pli', 'pièces dans ce pli'),
              pieces: montrees(rapport).map((piece) =>
                vueDePiece(piece, {
                  fiche: rapport.fiches[piece.nom],
                  preuve: rapport.preuves.find((preuve) => preuve.piece === piece.nom),
                }),
              ),
            },
          ],
  };
}

const lignesDeFiche = (fiche: Fiche | undefined): readonly Paire[] =>
  fiche === undefined
    ? []
    : [
        ...(fiche.titre === undefined ? [] : [['Acte', montrable(fiche.titre)] as const]),
        ...(fiche.idj === undefined ? [] : [['Procédure', fiche.idj] as const]),
        ...(fiche.numero === undefined ? [] : [['Pièce', `n°\u00a0${fiche.numero}`] as const]),
        ...(fiche.texte === undefined
          ? []
          : [
              [
                'Texte lu',
                fiche.texte === 'conforme' ? 'celui que produisent ses données' : 'différent de ses données',
              ] as const,
            ]),
      ];

/** Qui a signe et quand, en tete. */
function resume(signatures: readonly Signature[]): readonly Paire[] {
  return signatures
    .filter(({ genre }) => genre !== 'horodatage')
    .map((signature): Paire => {
      const heure = signature.horodateA ?? signature.signeA;
      const quand =
        heure === undefined
          ? ''
          : `, le ${enDate(heure)}${signature.horodateA === undefined ? ' (heure déclarée)' : ''}`;
      return [signature.genre === 'cachet' ? 'Scellé par' : 'Signé par', montrable(quiDe(signature)) + quand];
    });
}

function reservesDe({ signatures, pieces }: Fichier): readonly string[] {
  const toutes = [...signatures, ...pieces.flatMap(({ acte }) => acte?.signatures ?? [])];
  return toutes.some(({ chemin }) => chemin === 'inconnu')
    ? [
        'Une autorité n’est pas connue ici : ajoutez les certificats de confiance (fichiers .pem), obtenus d’une autre source que ce fichier.',
      ]
    : [];
}

/** Les preuves d'inscription ne sont pas des pieces : chacune se dit avec l'acte qu'elle prouve. */
const montrees = ({ pieces }: Fichier): Fichier['pieces'] =>
  pieces.filter(({ nom }) => !nom.startsWith('preuves/'));

function vueDePiece(
  piece: z.infer<typeof schemaPiece>,
  { fiche, preuve }: { readonly fiche: Fiche | undefined; readonly preuve: Preuve | undefined },
): VuePiece {
  const jugement: Verdict = !piece.intacte
    ? 'invalide'
    : piece.estActe && piece.acte !== undefined
      ? piece.acte.verdict
      : 'valide';
  return {
    titre: montrable(fiche?.titre ?? piece.nom),
    sousTitre: [fiche?.titre === undefined ? undefined : piece.nom, enTaille(piece.taille)]
      .filter((partie) => partie !== undefined)
      .map(montrable)
      .join(' · '),
    verdict: fiche?.texte === 'different' || preuve?.etat === 'fausse' ? 'invalide' : jugement,
    phrases: [...piece.motifs, ...(piece.acte?.motifs ?? [])].map(montrable),
    lignes: [
      ...lignesDeFiche(fiche),
      ...(preuve === undefined ? [] : [['Journal', montrable(preuve.phrase)] as const]),
      ['SHA-256', piece.empreinte],
    ],
    signatures: (piece.acte?.signatures ?? []).map(vueDeSignature),
    cle: `${piece.nom} ${piece.empreinte}`,
  };
}
