import { createHash } from 'node:crypto';
import type { Bloc } from '@ppn/core';
import type { Deposer } from './compilateur.ts';
import { DocumentNonComposable, type ImagePdf, type ModelePdf } from './modele-pdf.ts';
import { coupable, typographier } from './typographie.ts';

/** Ce que lit `gabarit.typ` : textes typographies, tableaux completes, images et pieces deposees sous leur empreinte. */
export function donneesDuGabarit(modele: ModelePdf, deposer: Deposer): unknown {
  return {
    titre: typographier(modele.titre),
    auteur: modele.enTete[0] ?? '',
    enTete: modele.enTete.map((ligne) => preparer(ligne)),
    reference: preparer(modele.reference),
    blocs: modele.blocs.flatMap((bloc) => preparerBloc(bloc, modele.images, deposer)),
    jointes: modele.jointes.map(({ nom, octets, typeMime, description }) => ({
      nom,
      typeMime,
      description,
      fichier: deposerFichier(octets, 'bin', deposer),
    })),
    signataires: modele.signataires.map(({ champ, qualite, nom }) => ({
      champ,
      qualite: preparer(qualite),
      nom: preparer(nom),
    })),
  };
}

/** Signes d'un mot tenant surement sur une ligne pleine. */
const LIMITE_LIGNE = 60;

const preparer = (texte: string, limite = LIMITE_LIGNE): string => coupable(typographier(texte), limite);

function preparerBloc(bloc: Bloc, images: ModelePdf['images'], deposer: Deposer): readonly unknown[] {
  switch (bloc.type) {
    case 'titre':
    case 'paragraphe':
    case 'mention':
      return nonVide({ ...bloc, texte: preparer(bloc.texte) });
    case 'champs':
      return bloc.champs.length === 0
        ? []
        : [
            {
              ...bloc,
              champs: bloc.champs.map(({ libelle, valeur }) => ({
                libelle: preparer(libelle, 20),
                valeur: preparer(valeur, 40),
              })),
            },
          ];
    case 'question':
      return [{ ...bloc, question: preparer(bloc.question), reponse: preparer(bloc.reponse) }];
    case 'liste':
      return bloc.elements.length === 0
        ? []
        : [{ ...bloc, elements: bloc.elements.map((element) => preparer(element)) }];
    case 'tableau':
      return preparerTableau(bloc);
    case 'image':
      return [preparerImage(bloc, images, deposer)];
  }
}

const nonVide = <T extends { readonly texte: string }>(bloc: T): readonly T[] =>
  bloc.texte.trim() === '' ? [] : [bloc];

/** Largeurs relatives selon le plus long mot et le plus long texte de chaque colonne, bornees : le tableau tient toujours dans la page. */
function preparerTableau({ type, entetes, lignes }: Extract<Bloc, { type: 'tableau' }>): readonly unknown[] {
  const colonnes = Math.max(0, entetes.length, ...lignes.map((ligne) => ligne.length));
  if (colonnes === 0) return [];
  const largeurs = Array.from({ length: colonnes }, (_, rang) =>
    largeurDe([entetes, ...lignes].map((ligne) => ligne[rang] ?? '')),
  );
  const total = largeurs.reduce((somme, largeur) => somme + largeur, 0);
  const completer = (ligne: readonly string[]): readonly string[] =>
    largeurs.map((largeur, rang) =>
      preparer(ligne[rang] ?? '', Math.max(3, Math.floor((largeur / total) * 65))),
    );
  return [
    {
      type,
      largeurs,
      entetes: entetes.length === 0 ? [] : completer(entetes),
      lignes: lignes.map(completer),
    },
  ];
}

const largeurDe = (textes: readonly string[]): number => {
  const mot = Math.max(0, ...textes.flatMap((texte) => texte.split(/\s/)).map(({ length }) => length));
  const entier = Math.max(0, ...textes.map(({ length }) => length));
  return Math.max(6, Math.min(20, mot + 4), Math.min(40, entier));
};

function preparerImage(
  bloc: Extract<Bloc, { type: 'image' }>,
  images: ModelePdf['images'],
  deposer: Deposer,
): unknown {
  const image: ImagePdf | undefined = images.get(bloc.cle);
  if (image === undefined)
    throw new DocumentNonComposable(`L’image « ${bloc.cle} » est citée par l’acte mais n’est pas fournie.`);
  return {
    type: bloc.type,
    fichier: deposerFichier(image.octets, image.format, deposer),
    legende: preparer(bloc.legende),
    alternative: bloc.alternative === '' ? bloc.legende || 'Image' : bloc.alternative,
  };
}

function deposerFichier(octets: Uint8Array, extension: string, deposer: Deposer): string {
  const nom = `memoire-${createHash('sha256').update(octets).digest('hex')}.${extension}`;
  deposer(nom, octets);
  return nom;
}
