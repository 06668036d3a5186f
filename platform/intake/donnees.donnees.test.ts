import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { examiner, fermerExaminateurs, sourceFichier, sourceOctets } from './index.ts';
import type { Examen, RefusDeDepot } from './index.ts';

afterAll(fermerExaminateurs);

const DOSSIER = process.env['PPN_DONNEES'];
if (DOSSIER === undefined) throw new Error('PPN_DONNEES doit designer le dossier des donnees de reference');

type Ligne = Readonly<Record<string, string>>;

/** Lignes d'un `<famille>_attendus.csv` ; une famille vide est une faute du jeu, pas un succes. */
function lignes(famille: string): readonly Ligne[] {
  const texte = readFileSync(join(DOSSIER ?? '', `${famille}_attendus.csv`), 'utf8');
  const [noms = [], ...reste] = texte.trim().split(/\r?\n/).map(champs);
  if (reste.length === 0) throw new Error(`aucune ligne pour ${famille}`);
  return reste.map((ligne) => Object.fromEntries(ligne.map((valeur, i) => [noms[i] ?? '', valeur])));
}

/** Champs d'une ligne CSV a points-virgules ; un champ entre guillemets peut en contenir. */
const champs = (ligne: string): readonly string[] =>
  [...ligne.matchAll(/(?:^|;)(?:"((?:[^"]|"")*)"|([^;]*))/g)].map(
    ([, cite, nu]) => cite?.replaceAll('""', '"') ?? nu ?? '',
  );

type Jugement = { readonly ligne: Ligne; readonly examen?: Examen; readonly refus?: RefusDeDepot };

async function jugerFamille(famille: string): Promise<readonly Jugement[]> {
  const aFaire = [...lignes(famille)];
  const rendus: Jugement[] = [];
  const suivre = async (): Promise<void> => {
    for (let ligne = aFaire.shift(); ligne !== undefined; ligne = aFaire.shift())
      rendus.push(await jugerUn(famille, ligne));
  };
  await Promise.all([suivre(), suivre()]);
  return rendus;
}

async function jugerUn(famille: string, ligne: Ligne): Promise<Jugement> {
  const fichier = ligne['fichier'] ?? '';
  const chemin = join(DOSSIER ?? '', famille, fichier);
  const code = fichier.endsWith('.b64');
  const ouvert = code ? undefined : await sourceFichier(chemin);
  const source = ouvert ?? sourceOctets(Buffer.from(readFileSync(chemin, 'latin1'), 'base64'));
  const rendu = await examiner({ source, nomDeclare: fichier.replace(/\.b64$/, '') });
  await ouvert?.fermer();
  return rendu.ok ? { ligne, examen: rendu.valeur } : { ligne, refus: rendu.refus };
}

const nom = ({ ligne }: Jugement): string => ligne['fichier'] ?? '';
const dit = (jugement: Jugement): string => `${nom(jugement)} : ${jugement.refus?.code ?? 'accepte'}`;
const DELAI = 90_000;

/** Ecarts voulus entre nos reponses et le jeu, chacun avec sa raison ; ils ne valent que pour cette suite. */
const ECARTS: Readonly<Record<string, string>> = {
  'corkami__structure-attached.pdf': 'poppler renonce, pdf.js l ouvre : accepte avec la reserve « repare »',
  'corkami__structure-parsingdirection.pdf':
    'poppler renonce, pdf.js l ouvre : accepte avec la reserve « repare »',
  'corkami__structure-wrongcase.pdf': 'poppler renonce, pdf.js l ouvre : accepte avec la reserve « repare »',
  'pyhanko__minimal-startxref-obo4.pdf':
    'poppler renonce, pdf.js l ouvre : accepte avec la reserve « repare »',
  'qpdf__bad40.pdf': 'poppler renonce, pdf.js et qpdf l ouvrent',
  'qpdf__bad18.pdf': 'poppler l ouvre, pdf.js non : notre lecteur ne pourrait pas le montrer',
  'yauzl__traditional-encryption.zip':
    'lisible veut dire ici que l annuaire se lit : le contenu chiffre ne s examine pas',
  'yauzl__traditional-encryption_deprecated.zip': 'meme raison',
  'yauzl__traditional-encryption-and-compression.zip': 'meme raison',
  'yauzl__traditional-encryption-and-compression_deprecated.zip': 'meme raison',
  'ft__fixture-json.webp': 'contenu JSON : le type attendu vient du nom, trompeur exprès',
  'ft__fixture-password-protected.xls':
    'compose OLE chiffre : rien dans le contenu ne dit que c est un classeur',
  'ft__fixture.key': 'zip coupe : refuse ; le type Keynote est reconnu',
  'ft__fixture.numbers': 'zip coupe : refuse ; le type Numbers est reconnu',
};

const horsEcarts = (jugements: readonly Jugement[]): readonly Jugement[] =>
  jugements.filter((jugement) => !(nom(jugement) in ECARTS));

describe(
  'les PDF du jeu',
  async () => {
    const jugements = await jugerFamille('pdf');
    const risque = ({ ligne }: Jugement): boolean =>
      /\b(?:JS|JavaScript|Launch)\b/.test(ligne['motifs_a_risque'] ?? '');
    const chiffre = ({ ligne }: Jugement): boolean => ligne['famille'] === 'chiffre';

    it('actifs sont tous refuses pour cela', () => {
      const actifs = jugements.filter(risque);
      expect(actifs.length).toBeGreaterThan(0);
      expect(actifs.filter(({ refus }) => refus?.code !== 'contenu-actif').map(dit)).toEqual([]);
    });

    it('chiffres sont tous refuses pour cela', () => {
      const chiffres = jugements.filter(chiffre);
      expect(chiffres.length).toBeGreaterThan(0);
      expect(chiffres.filter(({ refus }) => refus?.code !== 'pdf-chiffre').map(dit)).toEqual([]);
    });

    it('que poppler ouvre entrent, les autres sont refuses', () => {
      const restants = horsEcarts(jugements).filter((jugement) => !risque(jugement) && !chiffre(jugement));
      const faux = restants.filter(
        ({ ligne, examen }) => (ligne['poppler_ouvre'] === 'oui') !== (examen !== undefined),
      );
      expect(faux.map(dit)).toEqual([]);
    });

    it('acceptes ont le nombre de pages attendu, et les sains aucune reserve de reparation', () => {
      const acceptes = jugements.filter(({ examen, ligne }) => examen !== undefined && ligne['pages'] !== '');
      expect(
        acceptes.filter(({ examen, ligne }) => String(examen?.pages) !== ligne['pages']).map(dit),
      ).toEqual([]);
      const courants = acceptes.filter(
        ({ ligne }) =>
          /^(courant|numerise|tres_long|pdfa_conforme|formulaire)$/.test(ligne['famille'] ?? '') &&
          ligne['qpdf_check_code'] === '0',
      );
      expect(
        courants
          .filter(({ examen }) => examen?.avertissements.some(({ code }) => code === 'pdf-repare'))
          .map(dit),
      ).toEqual([]);
    });
  },
  DELAI,
);

describe(
  'les archives du jeu',
  async () => {
    const jugements = await jugerFamille('archives');
    const attendues = (attendu: string): readonly Jugement[] =>
      horsEcarts(jugements).filter(({ ligne }) => ligne['attendu'] === attendu);

    it('lisibles entrent, a rejeter sont refusees', () => {
      expect(attendues('lecture').length).toBeGreaterThan(0);
      expect(
        attendues('lecture')
          .filter(({ refus }) => refus !== undefined)
          .map(dit),
      ).toEqual([]);
      expect(
        [...attendues('rejet'), ...attendues('rejet_ou_limite')]
          .filter(({ examen }) => examen !== undefined)
          .map(dit),
      ).toEqual([]);
    });

    it('chiffrees sont refusees pour cela', () => {
      const chiffrees = jugements.filter(({ ligne }) =>
        /encryption|encrypted|chiffr/.test(`${ligne['fichier']} ${ligne['raison']}`),
      );
      expect(chiffrees.length).toBeGreaterThan(0);
      expect(chiffrees.filter(({ refus }) => refus?.code !== 'archive-chiffree').map(dit)).toEqual([]);
    });
  },
  DELAI,
);

describe(
  'les medias du jeu',
  async () => {
    const jugements = await jugerFamille('medias');
    const MACROS = new Set(['docm', 'dotm', 'xlsm', 'xltm', 'pptm', 'potm', 'ppsm']);
    /** Familles d'essais EXIF : le type attendu dit ce que l'image illustre. */
    const IMAGES = new Set(['exif', 'exif_invalide', 'gps', 'orientation']);
    const convient = (attendu: string, reconnu: string | undefined): boolean =>
      reconnu === attendu ||
      (IMAGES.has(attendu) && ['jpg', 'heic'].includes(reconnu ?? '')) ||
      (attendu === 'cfb' && ['doc', 'xls', 'ppt', 'msg'].includes(reconnu ?? ''));
    const typeDe = ({ examen, refus }: Jugement): string | undefined =>
      examen?.type.extension ?? refus?.type?.extension;

    it('ont le type attendu, d apres leur contenu', () => {
      const faux = jugements.filter(
        (jugement) =>
          !['ft__fixture-json.webp', 'ft__fixture-password-protected.xls'].includes(nom(jugement)) &&
          !convient(jugement.ligne['type_attendu'] ?? '', typeDe(jugement)),
      );
      expect(faux.map((jugement) => `${dit(jugement)} ${typeDe(jugement)}`)).toEqual([]);
    });

    it('entrent tous, sauf les documents a macros', () => {
      const faux = horsEcarts(jugements).filter(
        ({ ligne, refus }) =>
          MACROS.has(ligne['type_attendu'] ?? '') !== (refus?.code === 'contenu-actif') ||
          (refus !== undefined && refus.code !== 'contenu-actif'),
      );
      expect(faux.map(dit)).toEqual([]);
    });

    it('photographiques ont leurs apercus, leur date ou leur position quand l EXIF les porte', () => {
      const photos = jugements.filter(
        ({ ligne }) => IMAGES.has(ligne['type_attendu'] ?? '') && ligne['fichier']?.endsWith('.jpg'),
      );
      expect(
        photos
          .filter(({ examen }) => examen?.vignette === undefined || examen.lecture === undefined)
          .map(dit),
      ).toEqual([]);
      const situees = photos.filter(({ ligne }) => ligne['type_attendu'] === 'gps');
      expect(situees.filter(({ examen }) => examen?.image?.position === undefined).map(dit)).toEqual([]);
      const tournees = photos.filter(({ ligne }) => ligne['type_attendu'] === 'orientation');
      expect(
        tournees
          .filter(({ examen }) => (examen?.image?.largeur ?? 0) <= (examen?.image?.hauteur ?? 0))
          .map(dit),
      ).toEqual([]);
    });
  },
  DELAI,
);

describe(
  'les fichiers d essai antivirus',
  async () => {
    const jugements = await jugerFamille('antivirus');

    it('sont reconnus sans antivirus regle, seuls ou dans un zip', () => {
      expect(jugements.map(({ refus }) => refus?.code)).toEqual(jugements.map(() => 'virus'));
    });
  },
  DELAI,
);
