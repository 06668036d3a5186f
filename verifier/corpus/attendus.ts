import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Ce que les oracles du corpus disent d'un fichier ; `sans-avis` quand rien d'univoque n'est ecrit. */
export type Attente = 'intact' | 'a-refuser' | 'non-signe' | 'sans-avis';

/** Un fichier du corpus et ce qu'on en attend ; `oracle` : les mots de l'oracle, pour le lecteur. */
export type LigneDeCorpus = {
  readonly famille: string;
  readonly fichier: string;
  readonly attente: Attente;
  readonly oracle: string;
};

/** Lit `signatures/pdf_attendus.csv` et `signatures/autres_formats_attendus.csv` (point-virgule, UTF-8). */
export async function lireAttendus(dossier: string): Promise<readonly LigneDeCorpus[]> {
  const [pdf, autres] = await Promise.all([
    lireCsv(join(dossier, 'signatures', 'pdf_attendus.csv')),
    lireCsv(join(dossier, 'signatures', 'autres_formats_attendus.csv')),
  ]);
  return [...pdf.map(lignePdf), ...autres.map(ligneAutre)];
}

type Ligne = ReadonlyMap<string, string>;

/** Lignes d'un CSV du corpus, par nom de colonne. */
export async function lireCsv(chemin: string): Promise<readonly Ligne[]> {
  const [entete = '', ...lignes] = (await readFile(chemin, 'utf8')).trim().split(/\r?\n/u);
  const colonnes = entete.split(';');
  return lignes.map(
    (ligne) => new Map(ligne.split(';').map((valeur, rang) => [colonnes[rang] ?? '', valeur])),
  );
}

const CODE = /^(?:Signature is Valid\.|Digest Mismatch\.)$/u;

/** pdfsig juge les octets de chaque signature ; la classe « alteration_ou_attaque » et les assertions DSS priment. */
function lignePdf(ligne: Ligne): LigneDeCorpus {
  const jugements = (ligne.get('pdfsig') ?? '')
    .split(' / ')
    .map((jugement) => jugement.split('|')[0] ?? '')
    .filter((issue) => CODE.test(issue));
  const dss = assertions(ligne);
  const oracle = [...new Set(jugements)].map((issue) => issue.replace('.', ''));
  return {
    famille: 'PDF',
    fichier: `pdf/${ligne.get('fichier') ?? ''}`,
    attente:
      ligne.get('classe') === 'alteration_ou_attaque' || jugements.includes('Digest Mismatch.') || dss.refus
        ? 'a-refuser'
        : jugements.length > 0
          ? 'intact'
          : ligne.get('nb_signatures_pdfsig') === '0' && ligne.get('classe') === 'divers'
            ? 'non-signe'
            : 'sans-avis',
    oracle: [...oracle, ...dss.mots, ligne.get('classe') ?? ''].filter((mot) => mot !== '').join(', '),
  };
}

const FAMILLES: ReadonlyMap<string, string> = new Map([
  ['asic', 'ASiC'],
  ['cades', 'CAdES'],
  ['xades', 'XAdES'],
  ['jades', 'JAdES'],
  ['evidence_record', 'Dossiers de preuve'],
]);

function ligneAutre(ligne: Ligne): LigneDeCorpus {
  const fichier = ligne.get('fichier') ?? '';
  const dss = assertions(ligne);
  return {
    famille: FAMILLES.get(fichier.split('/')[0] ?? '') ?? 'Autres',
    fichier,
    attente: dss.refus || NOMS_D_ALTERATION.test(fichier) ? 'a-refuser' : dss.intact ? 'intact' : 'sans-avis',
    oracle: dss.mots.join(', '),
  };
}

/** Le corpus n'a pas de colonne de classe hors des PDF : le nom donne par DSS au fichier en tient lieu. */
const NOMS_D_ALTERATION =
  /altered|broken|invalid|wrong|removed|malformed|injected|replace-attack|copied|xsw|unknown-digest/iu;

/** Assertions des essais DSS ; une assertion presente dans les deux sens ne dit rien. */
function assertions(ligne: Ligne): {
  readonly refus: boolean;
  readonly intact: boolean;
  readonly mots: readonly string[];
} {
  const mots = (ligne.get('dss_assertions') ?? '').split(' ').filter((mot) => mot.includes('='));
  const dit = (nom: string, sens: string): boolean =>
    mots.includes(`${nom}=${sens}`) && !mots.includes(`${nom}=${sens === 'vrai' ? 'faux' : 'vrai'}`);
  const noms = ['isSignatureIntact', 'isSignatureValid', 'isBLevelTechnicallyValid'];
  return {
    refus: noms.some((nom) => dit(nom, 'faux')),
    intact: noms.some((nom) => dit(nom, 'vrai')) && !noms.some((nom) => dit(nom, 'faux')),
    mots,
  };
}
