import type { ActeJson, ActeVerifie } from '@ppn/acte';
import { type Empreinte, empreinte, nouvelUuid, type Result } from '@ppn/core';
import {
  consigner,
  FLUX_INCIDENTS,
  type FaitDossier,
  fluxDossier,
  type PortsDossier,
  schemaUuid,
  type SignataireDePiece,
  type TxDossier,
} from '@ppn/dossier';
import { randomBytes } from 'node:crypto';
import type { PliOuvert, Sort } from '@ppn/exchange';
import { vueTypee } from '@ppn/postgres';
import { estDeGardeAVue, inscrireUnActe, motifsDeLActe, type PortsGardeAVue } from '@ppn/garde-a-vue';
import * as z from 'zod';
import { type JugerLaPreuve, preuveDansLePli } from './preuves-des-plis.ts';

const ACTE_MAX = 256 * 1024 * 1024;
/** Ce qu'un pli dit de la mesure de son acte : les entrees sur lesquelles l'emetteur l'a juge (docs/decisions/0066). */
const messageDeMesure = z.object({ mesure: z.object({ premisses: z.array(schemaUuid).max(5_000) }) });
const message = z
  .object({ juridiction: z.object({ code: z.string(), libelle: z.string() }).nullable().default(null) })
  .loose();
const messageIncident = z.object({
  id: schemaUuid,
  code: z.string().max(60),
  phrase: z.string().max(2_000),
  piece: z.string().nullable(),
  constatePar: z.enum(['interieur', 'justice']),
});

/** De quoi juger les plis recus par un service. */
export type Juge = {
  readonly ports: PortsDossier;
  /** Verifie un acte recu pour ce dossier ; sinon tous les motifs, en francais. */
  readonly verifier: (pdf: Uint8Array, idj: string) => Promise<Result<ActeVerifie, readonly string[]>>;
  /** Genres de plis admis en plus des incidents. */
  readonly genres: readonly ('procedure' | 'decision' | 'mention' | 'garde-a-vue')[];
  readonly juridictionConnue: (code: string) => boolean;
  /** Juge la preuve d'inscription venue avec un acte (docs/preuve.md §5.1). */
  readonly jugerPreuve: JugerLaPreuve;
  /** Registre des gardes a vue : un acte recu y porte ses entrees. Absent : ce service n'en tient pas. */
  readonly gardeAVue?: PortsGardeAVue;
  /** Types d'actes que seul ce ministere redige : un pli n'en apporte pas de nouveau. */
  readonly propres: readonly string[];
};

type Recu = {
  readonly acte: ActeJson;
  readonly signataires: readonly SignataireDePiece[];
  readonly empreinte: string;
  readonly taille: number;
  /** SHA-256 de la preuve d'inscription venue avec l'acte. */
  readonly preuve: Empreinte | undefined;
};

/** Juge un pli ouvert : chaque acte verifie, ses pieces jointes presentes, rien qui contredise le dossier. */
export async function jugerPli(pli: PliOuvert, juge: Juge): Promise<Sort> {
  if (pli.bordereau.genre === 'incident') return jugerIncident(pli, juge);
  if (!juge.genres.some((genre) => genre === pli.bordereau.genre))
    return refuser(pli, juge, [`Ce service n’attend pas de pli de genre « ${pli.bordereau.genre} ».`]);
  const lu = message.safeParse(pli.bordereau.message ?? {});
  if (!lu.success) return refuser(pli, juge, ['Le message du pli est illisible.']);
  const { juridiction } = lu.data;
  const recus: Recu[] = [];
  const motifs = await motifsDuDossier(pli, juge, juridiction?.code);
  for (const piece of pli.bordereau.pieces) {
    if (piece.role !== 'acte') continue;
    const octets = pli.octets(piece.nom) ?? (await juge.ports.magasin.lireOctets(piece.empreinte, ACTE_MAX));
    const verifie = await juge.verifier(octets, pli.bordereau.objet);
    if (!verifie.ok) motifs.push(...verifie.refus.map((motif) => `${piece.nom} : ${motif}`));
    else {
      const manquantes = jointesManquantes(verifie.valeur.acte, pli);
      const preuve = await jugerSaPreuve(pli, juge, verifie.valeur.acte.acteId, piece.empreinte);
      motifs.push(
        ...(preuve.ok ? [] : [`${piece.nom} : ${preuve.refus}`]),
        ...manquantes.map((nom) => `${piece.nom} : la pièce jointe « ${nom} » n’est pas dans le pli.`),
        ...(await conflits(juge, verifie.valeur.acte, piece.empreinte)),
        ...(await motifsDeGardeAVue(pli, juge, verifie.valeur.acte)).map(
          (motif) => `${piece.nom} : ${motif}`,
        ),
      );
      recus.push({
        ...verifie.valeur,
        empreinte: piece.empreinte,
        taille: piece.taille,
        preuve: preuve.ok ? preuve.valeur : undefined,
      });
    }
  }
  motifs.push(...actesEnDouble(recus), ...(await visesInconnus(pli, juge, recus)));
  if (recus.length === 0 && motifs.length === 0) motifs.push('Ce pli ne contient aucun acte.');
  return motifs.length > 0 ? refuser(pli, juge, motifs) : integrer(pli, juge, recus, juridiction);
}

const jugerSaPreuve = (
  pli: PliOuvert,
  { jugerPreuve }: Juge,
  acteId: string,
  empreinteDeLActe: string,
): ReturnType<JugerLaPreuve> =>
  jugerPreuve({
    octets: preuveDansLePli(acteId, pli),
    idj: pli.bordereau.objet,
    acteId,
    empreinte: empreinteDeLActe,
    recuA: pli.recuA,
  });

async function motifsDuDossier(
  { bordereau }: PliOuvert,
  { juridictionConnue, ports }: Juge,
  juridiction: string | undefined,
): Promise<string[]> {
  if (bordereau.genre === 'procedure')
    return juridiction !== undefined && juridictionConnue(juridiction)
      ? []
      : ['La juridiction destinataire n’est pas servie ici.'];
  // Le dossier d'une garde a vue nait a la Justice de son premier acte, avant toute transmission.
  if (bordereau.genre === 'garde-a-vue' && ports.service === 'justice') return [];
  const connu = await ports.db
    .selectFrom('dossier')
    .select('idj')
    .where('idj', '=', bordereau.objet)
    .executeTakeFirst();
  return connu ? [] : ['Ce dossier n’est pas connu de ce service.'];
}

/** Un pli de garde a vue n'apporte que des actes de garde a vue : rien d'autre du dossier ne passe par la. */
async function motifsDeGardeAVue(
  { bordereau }: PliOuvert,
  { gardeAVue, juridictionConnue }: Juge,
  acte: ActeJson,
): Promise<readonly string[]> {
  if (bordereau.genre === 'garde-a-vue' && !estDeGardeAVue(acte.type))
    return ['Un pli de garde à vue ne porte que des actes de garde à vue.'];
  if (!gardeAVue) return [];
  const premisses = messageDeMesure.safeParse(bordereau.message).data?.mesure.premisses;
  return motifsDeLActe(gardeAVue.db, acte, { juridictionConnue, premisses });
}

const jointesManquantes = (acte: ActeJson, { bordereau }: PliOuvert): readonly string[] => {
  const annoncees = new Set<string>(bordereau.pieces.map(({ empreinte: annoncee }) => annoncee));
  return acte.jointes.filter((jointe) => !annoncees.has(jointe.empreinte)).map(({ nom }) => nom);
};

const actesEnDouble = (recus: readonly Recu[]): readonly string[] =>
  recus
    .filter(({ acte }, rang) => recus.findIndex((autre) => autre.acte.acteId === acte.acteId) !== rang)
    .map(({ acte }) => `Le pli contient deux fois l’acte ${acte.acteId}.`);

/** Une mention ne vise qu'un acte connu d'ici, ou du meme pli, sous la meme empreinte et le meme numero. */
async function visesInconnus(
  { bordereau }: PliOuvert,
  { ports }: Juge,
  recus: readonly Recu[],
): Promise<readonly string[]> {
  const mentions = recus.flatMap(({ acte }) => {
    const mention = ports.resumerMention(acte);
    return mention ? [{ acte, vise: mention.vise }] : [];
  });
  if (mentions.length === 0) return [];
  const connus = await ports.db
    .selectFrom('piece')
    .select(['id', 'empreinte', 'numero'])
    .where('idj', '=', bordereau.objet)
    .where('genre', '=', 'acte')
    .execute();
  const actes = [
    ...connus,
    ...recus.map((recu) => ({ id: recu.acte.acteId, empreinte: recu.empreinte, numero: recu.acte.numero })),
  ];
  return mentions
    .filter(
      ({ vise }) =>
        !actes.some(
          ({ id, empreinte: valeur, numero }) =>
            id === vise.acteId && valeur === vise.empreinte && numero === vise.numero,
        ),
    )
    .map(({ acte }) => `La mention ${acte.acteId} vise un acte inconnu ici, ou d’une autre empreinte.`);
}

/** Ce qui est au dossier n'est jamais remplace : ni l'acte, ni une piece qu'il joint. Une decision ne vient pas de qui ne decide pas. */
async function conflits({ ports, propres }: Juge, acte: ActeJson, recue: string): Promise<readonly string[]> {
  const pieces = await ports.db
    .selectFrom('piece')
    .select(['id', 'empreinte'])
    .where('idj', '=', acte.idj)
    .where('id', 'in', [acte.acteId, ...acte.jointes.map(({ id }) => id)])
    .execute();
  const connue = new Map(pieces.map(({ id, empreinte: valeur }) => [id, valeur]));
  const differe = (id: string, empreinteRecue: string): boolean =>
    (connue.get(id) ?? empreinteRecue) !== empreinteRecue;
  return [
    ...((propres.includes(acte.type) || acte.redacteur.service === ports.service) && !connue.has(acte.acteId)
      ? [`Un acte « ${ports.titreDe(acte.type)} » ne peut être rédigé que par ce ministère.`]
      : []),
    ...(differe(acte.acteId, recue)
      ? [`L’acte ${acte.acteId} est déjà au dossier avec un autre contenu.`]
      : []),
    ...acte.jointes
      .filter((jointe) => differe(jointe.id, jointe.empreinte))
      .map(({ nom }) => `La pièce jointe « ${nom} » est déjà au dossier avec un autre contenu.`),
  ];
}

function integrer(
  pli: PliOuvert,
  { ports, gardeAVue }: Juge,
  recus: readonly Recu[],
  juridiction: { readonly code: string; readonly libelle: string } | null,
): Sort {
  const { bordereau } = pli;
  return {
    verdict: 'integre',
    motifs: [],
    async ecrire(txEchange) {
      const tx = vueDossier(txEchange);
      const connus = new Set(
        (await tx.selectFrom('piece').select('id').where('idj', '=', bordereau.objet).execute()).map(
          ({ id }) => id,
        ),
      );
      const nouveaux = recus
        .filter(({ acte }) => !connus.has(acte.acteId))
        .sort((a, b) => a.acte.numero - b.acte.numero);
      const actes = new Map(nouveaux.map(({ acte, empreinte: valeur }) => [valeur, acte]));
      const faits: FaitDossier[] = nouveaux.map(
        ({ acte, empreinte: valeur, taille, signataires, preuve }) => ({
          type: 'acte-recu',
          donnees: {
            acteId: acte.acteId,
            empreinte: empreinte(valeur),
            taille,
            pages: null,
            signataires: [...signataires],
            ...(preuve === undefined ? {} : { preuve }),
          },
        }),
      );
      faits.push({
        type: 'pli-recu',
        donnees: { pli: bordereau.pli, genre: bordereau.genre, juridiction, emisA: bordereau.emisA },
      });
      await consigner(tx, fluxDossier(bordereau.objet), faits, `service-${bordereau.emetteur}`, {
        ...ports,
        lireActe: async (cle) => actes.get(cle) ?? ports.lireActe(cle),
      });
      if (gardeAVue)
        for (const { acte } of nouveaux) await inscrireUnActe(vueTypee(txEchange), acte, gardeAVue);
    },
  };
}

/** Un pli refuse laisse un incident chez qui le refuse ; l'accuse porte les memes motifs chez l'emetteur. */
function refuser({ bordereau }: PliOuvert, { ports }: Juge, motifs: readonly string[]): Sort {
  return {
    verdict: 'refuse',
    motifs,
    ecrire: async (tx) => consignerRefus(vueDossier(tx), ports, bordereau.objet, motifs),
  };
}

/** Incident « pli refuse », au dossier s'il est connu ici, sinon au registre du service. */
export async function consignerRefus(
  tx: TxDossier,
  ports: PortsDossier,
  objet: string | undefined,
  motifs: readonly string[],
): Promise<void> {
  const connu =
    objet === undefined
      ? undefined
      : await tx.selectFrom('dossier').select('idj').where('idj', '=', objet).executeTakeFirst();
  const phrase = `Pli refusé${objet === undefined ? '' : ` (${objet})`} : ${motifs.join(' ')}`.slice(
    0,
    2_000,
  );
  const donnees = {
    id: nouvelUuid(ports.maintenant().getTime(), randomBytes(10)),
    code: 'pli-refuse',
    phrase,
    piece: null,
    constatePar: ports.service,
  };
  await consigner(
    tx,
    connu ? fluxDossier(connu.idj) : FLUX_INCIDENTS,
    [{ type: 'incident-constate', donnees }],
    'service',
    ports,
  );
}

function jugerIncident(pli: PliOuvert, { ports }: Juge): Sort {
  const lu = messageIncident.safeParse(pli.bordereau.message);
  if (!lu.success)
    return { verdict: 'refuse', motifs: ['Incident illisible.'], ecrire: async () => undefined };
  return {
    verdict: 'integre',
    motifs: [],
    async ecrire(txEchange) {
      const tx = vueDossier(txEchange);
      const connu = await tx
        .selectFrom('dossier')
        .select('idj')
        .where('idj', '=', pli.bordereau.objet)
        .executeTakeFirst();
      const phrase = connu ? lu.data.phrase : `${pli.bordereau.objet} : ${lu.data.phrase}`;
      await consigner(
        tx,
        connu ? fluxDossier(connu.idj) : FLUX_INCIDENTS,
        [{ type: 'incident-constate', donnees: { ...lu.data, phrase } }],
        `service-${pli.bordereau.emetteur}`,
        ports,
      );
    },
  };
}

const vueDossier = (tx: Parameters<Sort['ecrire']>[0]): TxDossier => vueTypee(tx);
