import type { ResultatDuDossier } from '@ppn/recherche/contract';
import { pluriel, useRaccourcis } from '@ppn/kit';
import { X } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type PieceCotee, positionDe } from './cotes.ts';
import type { Position } from './position.ts';

/** Cherche dans toutes les pieces du dossier ; rejette avec une phrase pour l'agent. */
export type Trouver = (q: string) => Promise<ResultatDuDossier>;

type Etat =
  | { readonly genre: 'vide' | 'encours' }
  | { readonly genre: 'refus'; readonly phrase: string }
  | { readonly genre: 'lu'; readonly q: string; readonly resultat: ResultatDuDossier };

const VIDE: Etat = { genre: 'vide' };

/** Recherche dans tout le dossier, au service ; la derniere demandee l'emporte. */
export const useRechercheDuDossier = (trouver: Trouver | undefined) => {
  const [etat, setEtat] = useState<Etat>(VIDE);
  const demande = useRef(0);
  const chercher = useCallback(
    async (q: string): Promise<void> => {
      demande.current += 1;
      const mienne = demande.current;
      if (trouver === undefined || q === '') return setEtat(VIDE);
      setEtat({ genre: 'encours' });
      const suite = await trouver(q).then(
        (resultat): Etat => ({ genre: 'lu', q, resultat }),
        (cause: unknown): Etat => ({
          genre: 'refus',
          phrase: cause instanceof Error ? cause.message : 'La recherche n’a pas pu se faire : réessayez.',
        }),
      );
      if (mienne === demande.current) setEtat(suite);
    },
    [trouver],
  );
  const effacer = useCallback(() => {
    demande.current += 1;
    setEtat(VIDE);
  }, []);
  return { etat, chercher, effacer };
};

type Proprietes = {
  readonly etat: Etat;
  readonly pieces: readonly PieceCotee[];
  readonly surChercher: (q: string) => void;
  readonly surAller: (piece: string, position: Position) => void;
  readonly surFermer: () => void;
};

/** Les pieces qui repondent, leurs pages et un extrait ; Entree cherche, Echap ferme. */
export const RechercheDuDossier = ({ etat, pieces, surChercher, surAller, surFermer }: Proprietes) => {
  const [saisie, setSaisie] = useState('');
  const champ = useRef<HTMLInputElement>(null);
  useEffect(() => champ.current?.focus(), []);
  useRaccourcis([{ touche: 'échap', libelle: 'Fermer la recherche', groupe: 'Lecture', action: surFermer }]);
  return (
    <search className="lecteur-trouver">
      <form
        className="lecteur-recherche"
        onSubmit={(evenement) => {
          evenement.preventDefault();
          surChercher(saisie.trim());
        }}
      >
        <input
          ref={champ}
          type="text"
          aria-label="Chercher dans tout le dossier"
          placeholder="Chercher dans tout le dossier"
          autoComplete="off"
          maxLength={200}
          value={saisie}
          onChange={(evenement) => setSaisie(evenement.currentTarget.value)}
          onKeyDown={(evenement) => {
            if (evenement.key === 'Escape') surFermer();
          }}
        />
        <output className="lecteur-compte">{bilan(etat)}</output>
        <button type="button" className="lecteur-bouton" aria-label="Fermer la recherche" onClick={surFermer}>
          <X aria-hidden="true" size={16} />
        </button>
      </form>
      {etat.genre === 'lu' && etat.resultat.pieces.length > 0 ? (
        <Trouvees resultat={etat.resultat} pieces={pieces} surAller={surAller} />
      ) : null}
    </search>
  );
};

const bilan = (etat: Etat): string => {
  switch (etat.genre) {
    case 'vide':
      return 'Entrée pour chercher';
    case 'encours':
      return 'Recherche…';
    case 'refus':
      return etat.phrase;
    case 'lu': {
      const { pieces, aLire } = etat.resultat;
      const reste = aLire === 0 ? '' : ` (${pluriel(aLire, 'pièce')} pas encore lue${aLire > 1 ? 's' : ''})`;
      return `${pieces.length === 0 ? 'Rien ne répond' : pluriel(pieces.length, 'pièce')}${reste}`;
    }
  }
};

const PAGES_MONTREES = 8;

const Trouvees = ({
  resultat,
  pieces,
  surAller,
}: {
  readonly resultat: ResultatDuDossier;
  readonly pieces: readonly PieceCotee[];
  readonly surAller: Proprietes['surAller'];
}) => {
  const parId = new Map(pieces.map((piece) => [piece.id, piece]));
  return (
    <ol className="lecteur-trouvees" aria-label="Pièces qui répondent">
      {resultat.pieces.flatMap(({ piece: id, total, pages, extrait }) => {
        const piece = parId.get(id);
        if (piece === undefined) return [];
        const aller = (page: number) => () => surAller(id, positionDe(piece, page));
        const meilleure = pages.toSorted((a, b) => b.nombre - a.nombre)[0]?.page ?? 1;
        return (
          <li key={id}>
            <button type="button" className="lecteur-trouvee" onClick={aller(meilleure)}>
              <strong>{piece.cote}</strong> {piece.titre}{' '}
              {total === 0 ? null : <span className="lecteur-compte">{pluriel(total, 'fois', 'fois')}</span>}
            </button>
            {extrait.length === 0 ? null : (
              <p>
                {extrait.map(({ texte, trouve }, rang) =>
                  // Les morceaux se suivent : leur place les nomme.
                  trouve ? <mark key={rang}>{texte}</mark> : texte,
                )}
              </p>
            )}
            {pages.length < 2 ? null : (
              <p className="lecteur-pages">
                {pages.slice(0, PAGES_MONTREES).map(({ page, nombre }) => (
                  <button key={page} type="button" className="lecteur-lien" onClick={aller(page)}>
                    p. {page}
                    {nombre > 1 ? ` (${nombre})` : ''}
                  </button>
                ))}
                {pages.length > PAGES_MONTREES ? ` et ${pages.length - PAGES_MONTREES} autres pages` : ''}
              </p>
            )}
          </li>
        );
      })}
    </ol>
  );
};
