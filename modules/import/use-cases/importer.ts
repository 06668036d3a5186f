import { createHash, randomBytes } from 'node:crypto';
import { deposerFichier, type Etat, fluxDossier, nomPropre, verrouiller, vueDuDossier } from '@ppn/dossier';
import type { Agent } from '@ppn/habilitation';
import { RefusHttp, refuser } from '@ppn/http';
import { dansUneTransaction } from '@ppn/postgres';
import { nouvelUuid } from '@ppn/core';
import type { PieceImportee } from '../contract.ts';
import { lireHeure } from '../domain/heures.ts';
import type { DonneesEcrites } from '../domain/lrpgn.ts';
import {
  type FaitPropose,
  type PersonneProposee,
  proposerFait,
  proposerPersonne,
  remarquesDHeure,
} from '../domain/proposer.ts';
import { attention, information, type Remarque } from '../domain/remarques.ts';
import { CHIFFRE, jugerSignatures, SANS_SIGNATURE } from '../juger-signatures.ts';
import { estZip, lireArchive } from '../lire-archive.ts';
import { lireDonnees } from '../lire-donnees.ts';
import type { PortsImport, Tx } from '../ports.ts';
import type { RapportGarde } from '../tables.ts';
import { identifier } from './identifier.ts';
import { pieceDe } from './compte-rendu.ts';

/** Un depot a importer : ses octets, son nom, le dossier deja ouvert a l'agent. `tailleMax` : octets admis par piece. */
export type DepotAImporter = {
  readonly etat: Etat;
  readonly nom: string;
  readonly octets: Uint8Array;
  readonly tailleMax: number;
};

/** Ce que l'import d'un depot a donne ; `ignorees` : dossiers et fichiers de systeme d'une archive. */
export type Import = { readonly pieces: PieceImportee[]; readonly ignorees: number };

/** Importe une piece, ou chaque piece d'un zip. Une piece refusee a son compte rendu, les autres suivent. */
export async function importer(ports: PortsImport, agent: Agent, depot: DepotAImporter): Promise<Import> {
  if (!estZip(depot.octets) || !/\.zip$/iu.test(depot.nom))
    return { pieces: [await importerUne(ports, agent, depot)], ignorees: 0 };
  const archive = await lireArchive(depot.octets);
  if (archive === undefined)
    throw refuser(
      422,
      'archive-illisible',
      'Cette archive est abîmée, trop grande ou ambiguë : aucune pièce n’en a été tirée. Déposez les pièces une à une.',
    );
  const pieces: PieceImportee[] = [];
  for await (const { nom, contenu } of archive.pieces)
    pieces.push(
      'octets' in contenu
        ? await importerUne(ports, agent, { ...depot, nom, octets: contenu.octets })
        : await garder(ports, agent, {
            depot: { ...depot, nom, octets: Buffer.from(nom) },
            fichierId: null,
            lecture: refusee(`Cette pièce n’a pas pu être tirée de l’archive : ${contenu.refus}.`),
          }),
    );
  return { pieces, ignorees: archive.ignorees };
}

type Lecture = Omit<RapportGarde, 'personnes' | 'faits'> & {
  readonly personnes: readonly { readonly valeur: PersonneProposee; readonly manques: readonly string[] }[];
  readonly faits: readonly { readonly valeur: FaitPropose; readonly manques: readonly string[] }[];
};

const refusee = (motif: string): Lecture => ({
  etat: 'refusee',
  motif,
  signature: {
    etat: 'absente',
    phrase: 'Pièce refusée : ses signatures n’ont pas été jugées.',
    signatures: [],
  },
  resume: null,
  remarques: [],
  personnes: [],
  faits: [],
});

async function importerUne(ports: PortsImport, agent: Agent, depot: DepotAImporter): Promise<PieceImportee> {
  try {
    const fichier = await deposerFichier(ports.dossier, agent, {
      idj: depot.etat.idj,
      nom: depot.nom,
      acte: undefined,
      flux: enFlux(depot.octets),
      tailleMax: depot.tailleMax,
    });
    const pdf = fichier.typeMime === 'application/pdf';
    const lecture = pdf ? await lirePiece(ports, depot) : autreFichier(fichier.typeMime);
    return await garder(ports, agent, { depot, fichierId: fichier.id, lecture });
  } catch (cause) {
    if (!(cause instanceof RefusHttp) || cause.corps.status >= 500) throw cause;
    return garder(ports, agent, { depot, fichierId: null, lecture: refusee(cause.corps.detail) });
  }
}

async function* enFlux(octets: Uint8Array): AsyncGenerator<Uint8Array> {
  yield octets;
}

const autreFichier = (typeMime: string): Lecture => ({
  ...refusee(''),
  etat: 'sans-donnees',
  motif: null,
  signature: SANS_SIGNATURE,
  remarques: [information('donnees-absentes', `Fichier ${typeMime} : gardé tel quel, sans données à lire.`)],
});

async function lirePiece(ports: PortsImport, depot: DepotAImporter): Promise<Lecture> {
  const { donnees, remarques } = lireDonnees(depot.octets);
  const signature = remarques.some(({ code }) => code === 'document-chiffre')
    ? CHIFFRE
    : await jugerSignatures(depot.octets, await ports.ancres(), ports.dossier.maintenant());
  if (donnees === undefined)
    return { ...refusee(''), etat: 'sans-donnees', motif: null, signature, remarques: [...remarques] };
  const lues = proposer(donnees, ports, depot.etat.unite.zone);
  const fiable = signature.etat !== 'alteree';
  return {
    etat: 'importee',
    motif: null,
    signature,
    resume: lues.resume,
    personnes: fiable ? lues.personnes : [],
    faits: fiable ? lues.faits : [],
    remarques: [...(fiable ? [] : [ALTEREE]), ...remarques, ...lues.remarques],
  };
}

/** Les donnees d'un fichier change apres sa signature ne sont celles de personne : elles ne se proposent pas. */
const ALTEREE = attention(
  'piece-alteree',
  'La signature de cette pièce est fausse : ses données ne sont pas proposées à la saisie.',
);

/** Les propositions d'une piece, son resume, et ce qui a ete constate en les lisant. */
function proposer(
  donnees: DonneesEcrites,
  ports: PortsImport,
  zone: string,
): Pick<Lecture, 'personnes' | 'faits' | 'resume'> & { readonly remarques: readonly Remarque[] } {
  const date = lireHeure(donnees.date, zone);
  const personnes = donnees.personnes.map(proposerPersonne);
  const faits = donnees.faits.map((fait) =>
    proposerFait(fait, { zone, connue: (natinf) => ports.dossier.qualifier(natinf) !== undefined }),
  );
  const converties = [
    date,
    ...donnees.faits.flatMap(({ debut, fin }) => [debut, fin].map((heure) => lireHeure(heure, zone))),
  ].filter(({ convertie }) => convertie).length;
  return {
    personnes,
    faits,
    resume: {
      titre: donnees.titre.slice(0, 500),
      typeDePiece: donnees.typeDePiece.slice(0, 200),
      typeDEnquete: donnees.typeDEnquete.slice(0, 200),
      procedure: donnees.procedure.slice(0, 100),
      unite: donnees.unite.slice(0, 200),
      redacteurs: donnees.redacteurs.slice(0, 20).map((nom) => nom.slice(0, 200)),
      jour: date.jour ?? '',
    },
    remarques: [
      ...(converties === 0
        ? []
        : [
            information(
              'heure-utc-convertie',
              `${converties === 1 ? 'Une heure UTC a été convertie' : `${converties} heures UTC ont été converties`} en heure légale (${zone}).`,
            ),
          ]),
      ...remarquesDHeure('Date de l’acte', donnees.date.texte, date),
      ...personnes.flatMap(({ remarques }) => remarques),
      ...faits.flatMap(({ remarques }) => remarques),
    ],
  };
}

/** Garde le compte rendu, une fois par nom et par empreinte ; les propositions recoivent leurs identifiants sous le verrou. */
async function garder(
  ports: PortsImport,
  agent: Agent,
  {
    depot,
    fichierId,
    lecture,
  }: { readonly depot: DepotAImporter; readonly fichierId: string | null; readonly lecture: Lecture },
): Promise<PieceImportee> {
  const { idj } = depot.etat;
  const vue = await vueDuDossier(ports.dossier, depot.etat, agent);
  return dansUneTransaction(ports.db, async (tx: Tx) => {
    await verrouiller(tx, fluxDossier(idj));
    const maintenant = ports.dossier.maintenant();
    const neuf = (): string => nouvelUuid(maintenant.getTime(), randomBytes(10));
    const { personnes, faits, remarques } = await identifier(tx, { vue, idj, lecture, neuf });
    const rapport: RapportGarde = {
      ...lecture,
      remarques: [...lecture.remarques, ...remarques],
      personnes,
      faits,
    };
    const ligne = await tx
      .insertInto('piece_importee')
      .values({
        id: neuf(),
        idj,
        nom: nomPropre(depot.nom),
        empreinte: createHash('sha256').update(depot.octets).digest('hex'),
        taille: depot.octets.length,
        fichier_id: fichierId,
        importee_a: maintenant,
        importee_par: `${agent.prenom} ${agent.nom}`,
        rapport: JSON.stringify(rapport),
      })
      .onConflict((conflit) =>
        conflit.columns(['idj', 'nom', 'empreinte']).doUpdateSet({
          fichier_id: fichierId,
          importee_a: maintenant,
          rapport: JSON.stringify(rapport),
        }),
      )
      .returningAll()
      .executeTakeFirstOrThrow();
    return pieceDe(ligne);
  });
}
