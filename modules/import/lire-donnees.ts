import { lirePieceEmbarquee } from '@ppn/sealing';
import { type DonneesEcrites, lireLrpgn, type RefusDeDonnees } from './domain/lrpgn.ts';
import { attention, information, type Remarque } from './domain/remarques.ts';

/** Les donnees d'une piece, si elles ont pu etre lues, et ce qu'il faut en dire. */
export type DonneesLues = {
  readonly donnees: DonneesEcrites | undefined;
  readonly remarques: readonly Remarque[];
};

const REFUS: Readonly<Record<RefusDeDonnees, string>> = {
  'donnees-illisibles': 'Les données (data.xml) sont illisibles : la pièce est importée sans elles.',
  'donnees-interdites':
    'Les données (data.xml) contiennent une déclaration interdite (DOCTYPE ou entité) : elles ne sont pas lues.',
  'schema-inconnu':
    'Les données (data.xml) n’ont pas la forme attendue (racine « Procedure ») : elles ne sont pas lues.',
};

/** Lit le `data.xml` embarque d'un PDF ; ne lance pas, quoi que le PDF contienne. */
export function lireDonnees(pdf: Uint8Array): DonneesLues {
  const jointe = lirePieceEmbarquee(pdf, 'data.xml');
  switch (jointe.etat) {
    case 'absente':
      return sans(
        information(
          'donnees-absentes',
          'Cette pièce ne porte pas de données (data.xml) : à saisir à la main.',
        ),
      );
    case 'chiffre':
      return sans(
        attention(
          'document-chiffre',
          'Ce document est chiffré : ni ses données ni ses signatures ne peuvent être lues.',
        ),
      );
    case 'illisible':
      return sans(
        attention('document-abime', `Structure du document illisible (${jointe.motif}) : données non lues.`),
      );
    case 'lue':
      return lireXmlDe(jointe.octets);
  }
}

const sans = (remarque: Remarque): DonneesLues => ({ donnees: undefined, remarques: [remarque] });

function lireXmlDe(octets: Uint8Array): DonneesLues {
  const { texte, remarques } = enTexte(octets);
  const lu = lireLrpgn(texte);
  return lu.ok
    ? { donnees: lu.valeur.donnees, remarques: [...remarques, ...lu.valeur.remarques] }
    : { donnees: undefined, remarques: [...remarques, attention(lu.refus, REFUS[lu.refus])] };
}

/** UTF-8 exigeant, UTF-16 par sa marque, sinon windows-1252 en le disant : un accent perdu ne doit pas passer. */
function enTexte(octets: Uint8Array): { readonly texte: string; readonly remarques: readonly Remarque[] } {
  const encodage =
    octets[0] === 0xff && octets[1] === 0xfe
      ? 'utf-16le'
      : octets[0] === 0xfe && octets[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  try {
    return { texte: new TextDecoder(encodage, { fatal: true }).decode(octets), remarques: [] };
  } catch (erreur) {
    if (!(erreur instanceof TypeError)) throw erreur;
    return {
      texte: new TextDecoder('windows-1252').decode(octets),
      remarques: [
        information(
          'encodage-corrige',
          'Les données ne sont pas en UTF-8 : elles ont été lues en windows-1252.',
        ),
      ],
    };
  }
}
