import './chercher.css';
import { Bouton, Chargement, Echec, TitrePage, useRaccourcis } from '@ppn/kit';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { type Demande, estVide, resserrer } from './demande.ts';
import { lectureRecherche, problemeDe } from './donnees.ts';
import { Facettes } from './facettes.tsx';
import { Gardees } from './gardees.tsx';
import type { ClientDeRecherche } from './palette.ts';
import { CommentChercher, Resultats, type Lien } from './resultats.tsx';

/** Attente apres la frappe : une recherche part, et se trace, quand la main s'arrete. */
const PAUSE_MS = 250;

/** Page « Recherche » : l'adresse porte la question et les facettes ; les resultats suivent la frappe. */
export function PageRecherche({
  client,
  demande,
  changer,
  lien,
}: {
  readonly client: ClientDeRecherche;
  readonly demande: Demande;
  readonly changer: (demande: Demande) => void;
  readonly lien: Lien;
}) {
  const lecture = useInfiniteQuery(lectureRecherche(client, demande));
  const pages = estVide(demande) ? undefined : lecture.data?.pages;
  const premiere = pages?.[0];
  return (
    <div className="pile chercher">
      <TitrePage onglet={demande.q ?? 'Recherche'}>Recherche</TitrePage>
      <Question demande={demande} changer={changer} />
      <Gardees client={client} demande={demande} changer={changer} />
      {lecture.isError ? (
        <Echec probleme={problemeDe(lecture.error)} reessayer={() => void lecture.refetch()} />
      ) : null}
      {estVide(demande) ? <CommentChercher /> : null}
      {!estVide(demande) && lecture.isPending ? <Chargement libelle="Recherche en cours" /> : null}
      {premiere === undefined || pages === undefined ? null : (
        <div className="chercher-colonnes">
          <Facettes
            facettes={premiere.facettes}
            auMoins={premiere.auMoins}
            demande={demande}
            changer={changer}
          />
          <div className="pile" aria-busy={lecture.isPlaceholderData}>
            <Resultats pages={pages} demande={demande} lien={lien} />
            {lecture.hasNextPage ? (
              <Bouton enCours={lecture.isFetchingNextPage} onClick={() => void lecture.fetchNextPage()}>
                Afficher la suite
              </Bouton>
            ) : null}
          </div>
        </div>
      )}
    </div>
  );
}

function Question({
  demande,
  changer,
}: {
  readonly demande: Demande;
  readonly changer: (demande: Demande) => void;
}) {
  const [texte, poserTexte] = useState(demande.q ?? '');
  const champ = useRef<HTMLInputElement>(null);
  const envoyee = useRef(demande.q ?? '');
  useRaccourcis([
    {
      touche: '/',
      libelle: 'Chercher dans les procédures',
      groupe: 'Partout',
      action: () => champ.current?.select(),
    },
  ]);
  // Une recherche gardee, ou le retour du navigateur, change la question sans passer par le champ.
  useEffect(() => {
    if ((demande.q ?? '') === envoyee.current) return;
    envoyee.current = demande.q ?? '';
    poserTexte(envoyee.current);
  }, [demande.q]);
  useEffect(() => {
    if (texte === envoyee.current) return undefined;
    const minuteur = setTimeout(() => {
      envoyee.current = texte;
      changer(resserrer(demande, 'q', texte));
    }, PAUSE_MS);
    return () => clearTimeout(minuteur);
  }, [texte, demande, changer]);
  return (
    <search className="chercher-question">
      <input
        ref={champ}
        className="saisie"
        type="search"
        aria-label="Chercher dans les procédures : mots, nom, numéro, lieu, date, NATINF"
        placeholder="Mots, nom, numéro, lieu, date, NATINF"
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- on vient ici pour ecrire la question
        autoFocus
        value={texte}
        onChange={(evenement) => poserTexte(evenement.currentTarget.value)}
      />
      <fieldset className="bascule" aria-label="Ordre des pièces">
        {(['pertinence', 'date'] as const).map((tri) => (
          <button
            key={tri}
            type="button"
            aria-pressed={(demande.tri ?? 'pertinence') === tri}
            onClick={() => changer(resserrer(demande, 'tri', tri === 'date' ? 'date' : undefined))}
          >
            {tri === 'date' ? 'Les plus récentes' : 'Les plus proches'}
          </button>
        ))}
      </fieldset>
    </search>
  );
}
