import * as z from 'zod';
import { constat } from './codes.ts';
import type { Constat } from './codes.ts';
import type { Examen } from './examen.ts';
import type { Nommes } from './faits.ts';
import type { Manifeste } from './manifeste.ts';
import { phraseDeCode } from './phrases.ts';

const DOSSIER = 'recepisses/';

/** Vrai si ce fichier se dit un recepisse de PLINE ou de PLEX. */
export const estRecepisse = (nom: string): boolean => nom.startsWith(DOSSIER);

/** Le cachet de chaque zone, par l'organisation de son certificat. */
const CACHETS: Readonly<Record<string, string>> = {
  pline: 'Ministère de la justice, PLINE',
  plex: 'Ministère de la justice, PLEX',
};

/** Ce que le verificateur lit d'un `recepisse.json`. */
const donneesDeRecepisse = z.object({
  depot: z.string(),
  zone: z.string(),
  genre: z.string(),
  idj: z.string().nullable(),
});

type Contexte = {
  readonly manifeste: Manifeste;
  readonly examens: ReadonlyMap<string, Examen>;
  readonly nommes?: Nommes;
};

/** Les recepisses d'un dossier : ce que la procedure en a verse, tout et rien d'autre, sous le cachet de la zone (docs/preuve.md §7.1). */
export function jugerRecepisses({ manifeste, examens, nommes }: Contexte): readonly Constat[] {
  const presents = [...examens.keys()].filter(estRecepisse).map(empreinteDe);
  const annonces = manifeste.recepisses;
  const attendus = annonces === undefined ? [] : [...(nommes?.recepisses.keys() ?? [])];
  return [...new Set([...attendus, ...(annonces ?? []), ...presents])].flatMap((empreinte) => {
    const objet = `récépissé ${empreinte.slice(0, 12)}`;
    const verse = nommes?.recepisses.get(empreinte);
    const inconnu =
      nommes !== undefined && verse === undefined
        ? [constat('piece-inconnue', objet, 'aucun fait de la procédure ne verse ce récépissé')]
        : [];
    const examen = examens.get(`${DOSSIER}${empreinte}.pdf`) ?? examens.get(`${DOSSIER}${empreinte}`);
    if (examen === undefined)
      return [
        ...inconnu,
        constat('piece-manquante', objet, 'la procédure verse ce récépissé, l’archive ne le contient pas'),
      ];
    return [
      ...inconnu,
      ...(examen.sha256 === empreinte
        ? []
        : [constat('piece-substituee', objet, 'ce n’est pas le récépissé que la procédure a versé')]),
      ...jugerContenu(examen, { objet, idj: manifeste.idj, verse }),
    ];
  });
}

/** Ce qui est prouve quand rien n'est reproche aux recepisses. */
export function acquisDesRecepisses({ recepisses = [] }: Manifeste): readonly string[] {
  const nombre = recepisses.length;
  if (nombre === 0) return [];
  return [
    nombre === 1
      ? 'Le récépissé d’échange de fichiers versé au dossier est là, sous le cachet de sa zone.'
      : `Les ${nombre} récépissés d’échange de fichiers versés au dossier sont là, sous le cachet de leur zone.`,
  ];
}

const empreinteDe = (nom: string): string => nom.slice(DOSSIER.length).replace(/\.pdf$/u, '');

type Attendu = {
  readonly objet: string;
  readonly idj: string;
  readonly verse: { readonly depot: string; readonly zone: string; readonly genre: string } | undefined;
};

function jugerContenu({ acte, recepisse }: Examen, { objet, idj, verse }: Attendu): readonly Constat[] {
  if (acte === undefined) return [];
  const { data } = donneesDeRecepisse.safeParse(recepisse);
  const [cachet, ...autres] = acte.signatures.filter(({ genre }) => genre !== 'horodatage');
  const zone = verse?.zone ?? data?.zone ?? '';
  const sien =
    autres.length === 0 &&
    cachet?.signataire.organisation === CACHETS[zone] &&
    cachet?.signataire.matricule === undefined;
  const memes =
    data !== undefined &&
    (verse === undefined ||
      (data.depot === verse.depot && data.zone === verse.zone && data.genre === verse.genre));
  return [
    ...acte.codes.map((code) => constat(code, objet, phraseDeCode(code, acte))),
    ...(sien || cachet === undefined
      ? []
      : [constat('signature-fausse', objet, 'ce cachet n’est pas celui de la zone que le récépissé nomme')]),
    ...(memes
      ? []
      : [constat('donnees-differentes', objet, 'les données du récépissé ne sont pas celles du fait')]),
    ...(data === undefined || data.idj === idj
      ? []
      : [constat('autre-dossier', objet, 'ce récépissé est celui d’un autre dossier')]),
  ];
}
