import type { Natinf } from './contract.ts';

/** Resultat d'un import : lignes lues, et lignes laissees avec leur raison (jamais de perte silencieuse). */
export type ImportNatinf = {
  readonly infractions: readonly Natinf[];
  readonly ecartees: readonly { readonly ligne: number; readonly raison: string }[];
};

/** Lit l'export officiel (5 colonnes, `;`), en UTF-8 avec ou sans BOM, ISO-8859-1 ou CP850, fins de ligne CRLF ou LF. */
export function importerNatinf(octets: Uint8Array): ImportNatinf {
  const lignes = lignesCsv(decoder(octets));
  const colonnes = (lignes[0] ?? []).map((titre) => titre.trim().toLowerCase());
  const rang = (debut: string): number => colonnes.findIndex((titre) => titre.startsWith(debut));
  const rangs = {
    code: rang('num'),
    nature: rang('nature'),
    qualification: rang('qualification'),
    definie: rang('d'),
    reprimee: rang('r'),
  };
  if (rangs.code < 0 || rangs.nature < 0 || rangs.qualification < 0)
    return {
      infractions: [],
      ecartees: [
        {
          ligne: 1,
          raison:
            'En-têtes attendus : Numéro NATINF ; Nature de l’infraction ; Qualification de l’infraction.',
        },
      ],
    };
  const infractions = new Map<number, Natinf>();
  const ecartees: { ligne: number; raison: string }[] = [];
  for (const [numero, cellules] of lignes.slice(1).entries()) {
    const code = Number(cellules[rangs.code]);
    const nature = natureNormalisee(cellules[rangs.nature] ?? '');
    const qualification = (cellules[rangs.qualification] ?? '').trim();
    if (!Number.isInteger(code) || code < 1 || code > 99_999)
      ecartees.push({
        ligne: numero + 2,
        raison: `Code NATINF illisible : « ${cellules[rangs.code] ?? ''} »`,
      });
    else if (!nature)
      ecartees.push({ ligne: numero + 2, raison: `Nature inconnue : « ${cellules[rangs.nature] ?? ''} »` });
    else if (qualification === '')
      ecartees.push({ ligne: numero + 2, raison: `Qualification absente (code ${code})` });
    else
      infractions.set(code, {
        code,
        nature,
        qualification,
        definiePar: cellules[rangs.definie] ?? '',
        reprimeePar: cellules[rangs.reprimee] ?? '',
        aVerifier: false,
      });
  }
  return { infractions: [...infractions.values()], ecartees };
}

/** « Contravention de 5ème classe », « Délit douanier »… -> crime, delit ou contravention ; sinon `undefined`. */
export function natureNormalisee(libelle: string): Natinf['nature'] | undefined {
  const forme = libelle
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .trim()
    .toLowerCase();
  if (forme.startsWith('crime')) return 'crime';
  if (forme.startsWith('delit')) return 'delit';
  return forme.startsWith('contravention') ? 'contravention' : undefined;
}

/** Caracteres CP850 de 0x80 a 0xA7 employes en francais, aux memes rangs. */
const CP850 = 'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº';

function decoder(octets: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets).replace(/^\uFEFF/, '');
  } catch {
    return pareilACp850(octets) ? decoderCp850(octets) : new TextDecoder('windows-1252').decode(octets);
  }
}

/** En CP850, « é » est 0x82 ; en ISO-8859-1 ces octets sont des commandes, jamais employees dans un tableur. */
const pareilACp850 = (octets: Uint8Array): boolean => octets.some((octet) => octet >= 0x80 && octet <= 0x9f);

const decoderCp850 = (octets: Uint8Array): string =>
  Array.from(octets, (octet) =>
    octet >= 0x80 ? (CP850[octet - 0x80] ?? '?') : String.fromCharCode(octet),
  ).join('');

function lignesCsv(texte: string): string[][] {
  const lignes: string[][] = [];
  let cellules: string[] = [];
  let cellule = '';
  let entreGuillemets = false;
  for (let i = 0; i < texte.length; i++) {
    const lettre = texte.charAt(i);
    if (entreGuillemets) {
      if (lettre !== '"') cellule += lettre;
      else if (texte.charAt(i + 1) === '"') cellule += texte.charAt(++i);
      else entreGuillemets = false;
    } else if (lettre === '"' && cellule === '') entreGuillemets = true;
    else if (lettre === ';') {
      cellules = [...cellules, cellule.trim()];
      cellule = '';
    } else if (lettre === '\n') {
      if (cellule.trim() !== '' || cellules.length > 0) lignes.push([...cellules, cellule.trim()]);
      cellules = [];
      cellule = '';
    } else cellule += lettre;
  }
  if (cellule.trim() !== '' || cellules.length > 0) lignes.push([...cellules, cellule.trim()]);
  return lignes;
}
