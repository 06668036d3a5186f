import { type Bloc, empreinte, horodate } from '@ppn/core';
import type { Magasin } from '@ppn/blob-store';
import type { Agent } from '@ppn/habilitation';
import { refuser } from '@ppn/http';
import { DocumentNonComposable, type ImagePdf, type ModelePdf } from '@ppn/sealing';
import { QUALITES } from './actes/proces-verbal.ts';
import { type ActeJson, acteJson, type DonneesDuDossier, nomDeLImage, type TypeActe } from './contract.ts';
import type { ActeInscrit } from './inscrire.ts';
import { aPasserOutre } from './points-passes-outre.ts';
import type { PortsActe } from './ports.ts';
import type { SignaturesDeLActe } from './signatures-tierces/signatures-de-l-acte.ts';

const IMAGE_MAX = 4 * 1024 * 1024;

/** De quoi composer un acte. `instant` : ISO 8601, heure de redaction. */
export type AComposer = {
  readonly definition: ActeInscrit;
  readonly acteId: string;
  readonly numero: number;
  readonly contenu: { readonly [champ: string]: unknown };
  readonly donnees: DonneesDuDossier;
  readonly agent: Agent;
  readonly instant: string;
  /** Signatures manuscrites, si l'acte en attend. */
  readonly signatures?: ActeJson['signatures'];
  /** Agents qui signeront apres le redacteur ; vide : aucun. */
  readonly cosignataires?: readonly Agent[];
};

/** `acte.json` d'un acte : ce qui est cite, rien de plus (minimisation), dans un ordre stable. */
export function construireActe({
  definition,
  acteId,
  numero,
  contenu,
  donnees,
  agent,
  instant,
  signatures,
  cosignataires = [],
}: AComposer): ActeJson {
  const redigeA = horodate(instant, donnees.procedure.unite.zone);
  const cite = definition.cite(contenu);
  const garder = <T extends { readonly id: string }>(tous: readonly T[], ids: readonly string[]): T[] =>
    tous.filter(({ id }) => ids.includes('*') || ids.includes(id));
  return acteJson.parse({
    schema: 'ppn/acte@1',
    acteId,
    idj: donnees.idj,
    type: definition.type,
    gabarit: definition.gabarit,
    numero,
    procedure: donnees.procedure,
    redacteur: agent,
    redigeA,
    personnes: garder(donnees.personnes, cite.personnes),
    faits: garder(donnees.faits, cite.faits),
    contenu: definition.lire(contenu) ?? {},
    jointes: garder(donnees.fichiers, cite.fichiers),
    references: definition.references(contenu, redigeA),
    ...attentionsDe({ definition, contenu, donnees: { ...donnees, redacteur: agent } }, redigeA),
    ...(cosignataires.length === 0 ? {} : { cosignataires }),
    ...(signatures === undefined ? {} : { signatures }),
  });
}

/** Les points d'attention que l'acte garde, si son gabarit les garde et qu'il y en a. */
function attentionsDe(
  { definition, contenu, donnees }: Pick<AComposer, 'definition' | 'contenu' | 'donnees'>,
  redigeA: string,
): Pick<ActeJson, 'attentions'> {
  if (definition.passerOutre(contenu) === undefined) return {};
  const points = aPasserOutre(definition.examiner(contenu, donnees, redigeA).points);
  return points.length === 0
    ? {}
    : { attentions: points.map(({ phrase, article }) => ({ phrase, article })) };
}

/** Ce qu'il faut pour composer : les images du magasin, et le compositeur. */
type PourComposer = {
  readonly composer: PortsActe['composer'];
  readonly dossier: { readonly magasin: Magasin };
};

/** PDF/A-3a d'un acte, `acte.json` embarque, champ de signature pose. Octets deduits de l'acte seul ; un texte impossible a composer est un refus qui dit quoi corriger. */
export async function composerActe(
  acte: ActeJson,
  definition: ActeInscrit,
  { composer, dossier: { magasin } }: PourComposer,
  signatures: SignaturesDeLActe['images'] = new Map(),
): Promise<Uint8Array> {
  const blocs = definition.blocs(acte);
  return composer({
    titre: definition.titre,
    enTete: enTeteDe(acte),
    reference: `${acte.idj} · pièce ${acte.numero} · ${acte.procedure.alias[0]?.numero ?? ''}`,
    etabliA: acte.redigeA,
    blocs,
    images: new Map([...(await imagesDe(photographies(blocs, acte), magasin)), ...dessins(acte, signatures)]),
    jointes: [
      {
        nom: 'acte.json',
        octets: new TextEncoder().encode(JSON.stringify(acte)),
        typeMime: 'application/json',
        description: 'Données de l’acte',
      },
      ...[...signatures].map(([place, octets]) => ({
        nom: nomDeLImage(place),
        octets,
        typeMime: 'image/svg+xml',
        description: 'Image d’une signature manuscrite',
      })),
    ],
    // Tous les champs sont poses avant la premiere signature : une mise a jour n'ajoute ensuite que la sienne.
    signataires: [acte.redacteur, ...(acte.cosignataires ?? [])].map(({ prenom, nom, qualite }, rang) => ({
      champ: champDeSignature(rang),
      qualite: QUALITES[qualite],
      nom: `${prenom} ${nom.toLocaleUpperCase('fr')}`,
    })),
  }).catch((cause: unknown) => {
    throw cause instanceof DocumentNonComposable
      ? refuser(422, 'document-non-composable', `« ${definition.titre} » : ${cause.message}`)
      : cause;
  });
}

/** Champ de signature du redacteur (0), puis de chaque cosignataire. */
export const champDeSignature = (rang: number): string => `signature-${rang + 1}`;

/** En-tete du service qui redige, une ligne par element. */
export const enTeteDe = (acte: ActeJson): readonly string[] =>
  acte.redacteur.service === 'interieur'
    ? ['Ministère de l’Intérieur', ...acte.procedure.unite.lignes]
    : [
        'Ministère de la Justice',
        acte.redacteur.rattachement.libelle,
        CABINETS[acte.redacteur.qualite] ?? 'Parquet',
      ];

const CABINETS: { readonly [qualite in Agent['qualite']]?: string } = {
  greffier: 'Greffe',
  jld: 'Juge des libertés et de la détention',
  'juge-instruction': 'Instruction',
  president: 'Chambre correctionnelle',
};

/** Reference d'un acte avant son gel : son numero de piece n'est pas encore reserve. */
export const referenceDe = ({ idj, procedure }: ActeJson): string =>
  `${idj} · ${procedure.alias[0]?.numero ?? ''}`;

async function imagesDe(blocs: readonly Bloc[], magasin: Magasin): Promise<ModelePdf['images']> {
  const images = new Map<string, ImagePdf>();
  for (const bloc of blocs)
    if (bloc.type === 'image')
      images.set(bloc.cle, {
        octets: await magasin.lireOctets(empreinte(bloc.cle), IMAGE_MAX),
        format: 'webp',
      });
  return images;
}

/** Les images qui ne sont pas des signatures : elles viennent du magasin. */
const photographies = (blocs: readonly Bloc[], acte: ActeJson): readonly Bloc[] => {
  const signees = (acte.signatures ?? []).flatMap(({ issue }) =>
    issue.etat === 'signee' ? [issue.image as string] : [],
  );
  return blocs.filter((bloc) => bloc.type !== 'image' || !signees.includes(bloc.cle));
};

const dessins = (
  acte: ActeJson,
  images: SignaturesDeLActe['images'],
): readonly (readonly [string, ImagePdf])[] =>
  (acte.signatures ?? []).flatMap(({ place, issue }) => {
    const octets = images.get(place);
    return issue.etat === 'signee' && octets ? [[issue.image, { octets, format: 'svg' }] as const] : [];
  });

/** Type d'acte connu, ou `undefined`. */
export const typeDe = (acte: { readonly type: string }): TypeActe | undefined =>
  acteJson.shape.type.safeParse(acte.type).data;
