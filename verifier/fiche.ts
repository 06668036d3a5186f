import { isIdj } from '@ppn/core';
import type { Idj } from '@ppn/core';
import { lireJointe, titreDuPdf } from '@ppn/sealing';

/** Ce qu'un acte dit de lui-meme : titre du PDF, et donnees de son `acte.json`. `texte` : accord entre les deux, s'il a ete compare. */
export type Fiche = {
  readonly titre?: string;
  readonly idj?: Idj;
  readonly type?: string;
  readonly numero?: number;
  readonly texte?: 'conforme' | 'different';
  /** Empreintes des pieces que l'acte joint. */
  readonly jointes?: readonly string[];
};

/** Compare le texte visible d'un PDF a celui que ses donnees produisent ; undefined si le type d'acte n'est pas connu ici. */
export type ComparerTexte = (pdf: Uint8Array, acte: unknown) => Promise<'conforme' | 'different' | undefined>;

/** Fiche d'un PDF ; vide si ce n'est pas un acte de la procedure. */
export async function ficheDe(pdf: Uint8Array, comparerTexte?: ComparerTexte): Promise<Fiche> {
  const titre = titreDuPdf(pdf);
  const acte = await lireActe(pdf);
  const base = titre === undefined ? {} : { titre };
  if (acte === undefined) return base;
  const texte = await comparerTexte?.(pdf, acte);
  return { ...base, ...champs(acte), ...(texte === undefined ? {} : { texte }) };
}

async function lireActe(pdf: Uint8Array): Promise<object | undefined> {
  try {
    const octets = await lireJointe(pdf, 'acte.json');
    const lu: unknown = octets === undefined ? undefined : JSON.parse(Buffer.from(octets).toString('utf8'));
    return typeof lu === 'object' && lu !== null ? lu : undefined;
  } catch (erreur) {
    if (erreur instanceof Error) return undefined;
    throw erreur;
  }
}

function champs(acte: object): Pick<Fiche, 'idj' | 'type' | 'numero' | 'jointes'> {
  return {
    ...('idj' in acte && isIdj(acte.idj) ? { idj: acte.idj } : {}),
    ...('type' in acte && typeof acte.type === 'string' ? { type: acte.type.slice(0, 100) } : {}),
    ...('jointes' in acte && Array.isArray(acte.jointes)
      ? { jointes: acte.jointes.flatMap(empreinteDe) }
      : {}),
    ...('numero' in acte && typeof acte.numero === 'number' ? { numero: acte.numero } : {}),
  };
}

const empreinteDe = (jointe: unknown): readonly string[] =>
  typeof jointe === 'object' &&
  jointe !== null &&
  'empreinte' in jointe &&
  typeof jointe.empreinte === 'string'
    ? [jointe.empreinte]
    : [];
