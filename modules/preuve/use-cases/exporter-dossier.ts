import { createHash } from 'node:crypto';
import { ObjetAbsent } from '@ppn/blob-store';
import { empreinte as versEmpreinte, type Idj } from '@ppn/core';
import { refuser } from '@ppn/http';
import type { PreuvesDuDossier } from '@ppn/journal';
import { type Ancres, cadesDetache, lireAsic } from '@ppn/sealing';
import { type ClePublique, enBase64, lireNote } from '@ppn/tlog';
import { archiver, type FichierARanger, type FichierFinal, type FichierRange } from '../archive.ts';
import { contenuDe, type Contenu, type ObjetARanger, type PliEchange } from '../domain/contenu.ts';
import { lisezMoi } from '../lisez-moi.ts';
import type { PortsPreuve } from '../ports.ts';

/** Un export pret a partir : son nom, sa taille attendue (octets, estimation), son flux. */
export type Export = {
  readonly nom: string;
  readonly tailleEstimee: number;
  readonly flux: AsyncGenerator<Uint8Array>;
};

const MINISTERES = {
  interieur: 'le ministère de l’Intérieur',
  justice: 'le ministère de la Justice',
} as const;

/**
 * Exporte un dossier et ses preuves (docs/preuve.md §6), en flux. L'agent est deja autorise et la lecture tracee. Refuse en 503 si
 * le journal est en retard ; lance `ObjetAbsent` avant le premier octet, `ObjetAltere` en chemin.
 */
export async function exporterDossier(ports: PortsPreuve, idj: Idj): Promise<Export> {
  const preuves = await attendreLesPreuves(ports, idj);
  // Apres les faits : un pli conclu depuis reste juste, un acte verse depuis attend l'export suivant.
  const [pieces, plis, ancres] = await Promise.all([
    piecesDe(ports, idj),
    ports.dossier.plisDe(idj),
    ports.ancres(),
  ]);
  const contenu = contenuDe(
    preuves.faits.map(({ fait }) => fait),
    pieces,
    plis,
  );
  const tailles = await Promise.all(contenu.objets.map((objet) => tailleDe(ports, objet)));
  const fixes = [
    texte('LISEZ-MOI.txt', lisezMoi(idj, MINISTERES[ports.service])),
    ...fichiersDuJournal(preuves),
    ...fichiersDesRegistres(preuves, ports.regles),
    ...fichiersDeConfiance(ancres, ports.cles()),
    ...(await preuvesDesPlis(ports, contenu, plis)),
  ];
  const exporteA = ports.maintenant().toISOString();
  const manifeste = { service: ports.service, idj, exporteA, taille: preuves.faits.length };
  return {
    nom: `${idj}-${ports.service}.zip`,
    tailleEstimee: tailles.reduce((somme, taille) => somme + taille, 0),
    flux: archiver([...fixes, ...contenu.objets.map((objet) => fichierDuMagasin(ports, objet))], (ranges) =>
      conclure(ports, { manifeste, contenu, ranges }),
    ),
  };
}

/** Duree laissee au journal pour sceller, dater et faire cosigner les derniers faits ; au-dela, l'export dit ce qui manque. */
const ATTENTE_MS = 10_000;
const PAS_MS = 250;

async function attendreLesPreuves(ports: PortsPreuve, idj: Idj): Promise<PreuvesDuDossier> {
  let reunies = await ports.preuves(idj);
  for (
    let attendu = 0;
    attendu < ATTENTE_MS && !(reunies.ok && estComplet(reunies.valeur));
    attendu += PAS_MS
  ) {
    if (!reunies.ok && reunies.refus === 'dossier-inconnu') break;
    await ports.patienter(PAS_MS);
    reunies = await ports.preuves(idj);
  }
  if (reunies.ok) return reunies.valeur;
  throw reunies.refus === 'dossier-inconnu'
    ? refuser(404, 'dossier-vide', 'Ce dossier n’a encore aucun fait à exporter.')
    : refuser(
        503,
        'journal-en-retard',
        'Les derniers faits de ce dossier ne sont pas encore scellés au journal : réessayez dans une minute.',
      );
}

/** Cosigne et horodate. */
const estComplet = ({ point, jeton }: PreuvesDuDossier): boolean =>
  jeton !== null && (lireNote(point)?.signatures.length ?? 0) > 1;

const piecesDe = async ({ dossier: { db } }: PortsPreuve, idj: Idj) =>
  (
    await db
      .selectFrom('piece')
      .select(['id', 'genre', 'numero', 'titre', 'taille', 'empreinte', 'acte_id'])
      .where('idj', '=', idj)
      .orderBy('rang')
      .execute()
  ).map(({ acte_id: acteId, ...piece }) => ({ ...piece, acteId }));

async function tailleDe({ magasin }: PortsPreuve, { empreinte }: ObjetARanger): Promise<number> {
  const taille = await magasin.taille(versEmpreinte(empreinte));
  if (taille === undefined) throw new ObjetAbsent(versEmpreinte(empreinte));
  return taille;
}

const PLI_MAX = 256 * 1024 * 1024;
const BORNES_DE_PLI = { entrees: 10_100, taillePiece: 9 * 1024 * 1024, tailleTotale: 112 * 1024 * 1024 };

/** Les preuves arrivees avec les actes recus, relues dans les plis qui les portent ; une preuve introuvable manquera, et se verra. */
async function preuvesDesPlis(
  { magasin }: PortsPreuve,
  { preuves }: Contenu,
  plis: readonly PliEchange[],
): Promise<readonly FichierARanger[]> {
  const attendues = new Map(preuves.map(({ chemin, empreinte }) => [empreinte, chemin]));
  const trouvees = new Map<string, Uint8Array>();
  for (const { sens, empreinte } of plis) {
    if (sens !== 'recu' || empreinte === null || trouvees.size >= attendues.size) continue;
    const lu = await lireAsic(await magasin.lireOctets(versEmpreinte(empreinte), PLI_MAX), BORNES_DE_PLI);
    for (const [nom, contenu] of lu.ok ? lu.valeur.pieces : []) {
      const chemin = nom.startsWith('preuves/') ? attendues.get(sha256(contenu)) : undefined;
      if (chemin !== undefined) trouvees.set(chemin, contenu);
    }
  }
  return [...trouvees].map(([chemin, contenu]) => octets(chemin, contenu));
}

const sha256 = (contenu: Uint8Array): string => createHash('sha256').update(contenu).digest('hex');

const fichierDuMagasin = ({ magasin }: PortsPreuve, { chemin, empreinte }: ObjetARanger): FichierARanger => ({
  chemin,
  comprimer: false,
  lire: () => magasin.lire(versEmpreinte(empreinte)),
});

const octets = (chemin: string, contenu: Uint8Array): FichierARanger => ({
  chemin,
  comprimer: true,
  async *lire() {
    yield contenu;
  },
});
const texte = (chemin: string, contenu: string): FichierARanger =>
  octets(chemin, new TextEncoder().encode(contenu));
const json = (valeur: unknown): string => `${JSON.stringify(valeur, null, 1)}\n`;

function fichiersDuJournal(preuves: PreuvesDuDossier): readonly FichierARanger[] {
  return [
    texte('journal/faits.jsonl', preuves.faits.map(ligneDeFait).join('')),
    ...preuves.preuves.map((preuve) => texte(`journal/preuves/${preuve.version}.tlog-proof`, preuve.texte)),
    texte('journal/tete.note', preuves.tete),
    ...preuves.tetes.map(({ taille, note }) => texte(`journal/tetes/${taille}.note`, note)),
    texte('journal/coherences.json', json(preuves.coherences)),
    texte('journal/point.note', preuves.point),
    ...(preuves.jeton === null ? [] : [octets('journal/point.tsr', preuves.jeton)]),
    ...preuves.pair.tetes.map(({ taille, note }) => texte(`pair/tetes/${taille}.note`, note)),
    texte('pair/coherences.json', json(preuves.pair.coherences)),
  ];
}

/** Le registre de chaque mesure, tel que le journal l'a recu, ses preuves, et les regles dont l'horloge se recalcule. */
const fichiersDesRegistres = ({ annexes }: PreuvesDuDossier, regles: unknown): readonly FichierARanger[] => [
  ...annexes.flatMap(({ flux, faits, preuves }) => {
    const base = `journal/mesures/${flux.slice(flux.indexOf('/') + 1)}`;
    return [
      texte(`${base}.jsonl`, faits.map(ligneDeFait).join('')),
      ...preuves.map(({ version, texte: preuve }) => texte(`${base}/${version}.tlog-proof`, preuve)),
    ];
  }),
  ...(annexes.length === 0 ? [] : [texte('regles/garde-a-vue.json', json(regles))]),
];

/** Une ligne de `faits.jsonl` : les sept champs que l'entree engage, et le sel. */
function ligneDeFait({ sel, fait }: PreuvesDuDossier['faits'][number]): string {
  const { auteur, donnees, enregistreA, flux, survenuA, type, version } = fait;
  const engage = { auteur, donnees, enregistreA, flux, survenuA, type, version };
  return `${JSON.stringify({ sel: enBase64(sel), fait: engage })}\n`;
}

function fichiersDeConfiance(ancres: Ancres, cles: readonly ClePublique[]): readonly FichierARanger[] {
  const certificats = (dossier: string, ders: readonly Uint8Array[]) =>
    uniques(ders).map(({ nom, der }) => texte(`confiance/${dossier}/${nom}.pem`, pem(der)));
  return [
    ...certificats('racines', ancres.racines),
    ...certificats('intermediaires', ancres.intermediaires),
    ...uniques(ancres.crls).map(({ nom, der }) => octets(`confiance/revocation/${nom}.crl`, der)),
    texte('confiance/cles.json', json(cles)),
  ];
}

/** Nommes par leur SHA-256, sans double, dans cet ordre : le meme materiel donne les memes fichiers. */
const uniques = (
  ders: readonly Uint8Array[],
): readonly { readonly nom: string; readonly der: Uint8Array }[] =>
  [...new Map(ders.map((der) => [createHash('sha256').update(der).digest('hex').slice(0, 32), der]))]
    .map(([nom, der]) => ({ nom, der }))
    .toSorted((un, autre) => un.nom.localeCompare(autre.nom));

const pem = (der: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\n${(enBase64(der).match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`;

async function conclure(
  { cachet, horodateur }: PortsPreuve,
  {
    manifeste,
    contenu,
    ranges,
  }: { readonly manifeste: object; readonly contenu: Contenu; readonly ranges: readonly FichierRange[] },
): Promise<readonly FichierFinal[]> {
  const octetsDuManifeste = new TextEncoder().encode(
    json({
      schema: 'ppn/dossier@1',
      ...manifeste,
      fichiers: ranges,
      pieces: contenu.pieces,
      plis: contenu.plis,
      recepisses: contenu.recepisses,
    }),
  );
  return [
    { chemin: 'dossier.json', octets: octetsDuManifeste },
    {
      chemin: 'dossier.json.p7s',
      octets: await cadesDetache({ contenu: octetsDuManifeste, cachet, horodateur }),
    },
  ];
}
