// Une liste de propositions riche n’a pas d’équivalent natif : les rôles ARIA du modèle APG sont voulus.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { useEffect, useId, useRef, useState } from 'react';
import { Touche } from './bouton.tsx';
import { Dialogue } from './dialogue.tsx';

/** Ce que la palette sait faire : une action ou un lieu ou aller. */
export type Commande = {
  readonly cle: string;
  readonly libelle: string;
  readonly groupe: string;
  readonly precision?: string;
  readonly touche?: string;
  readonly action: () => void;
};

type Proprietes = {
  /** Commandes toujours connues, filtrees ici. */
  readonly commandes: readonly Commande[];
  /** Recherche distante (procedures, personnes, pieces) ; ses resultats suivent les commandes. */
  readonly chercher?: (texte: string) => Promise<readonly Commande[]>;
  readonly invite?: string;
  readonly surFermeture: () => void;
};

/** Palette `Ctrl K` : actions d'abord, puis dossiers ; fleches et Entrée ; le focus revient d'ou il vient. */
export function Palette({ commandes, chercher, invite = 'Chercher ou agir', surFermeture }: Proprietes) {
  const liste = useId();
  const [texte, poserTexte] = useState('');
  const [actif, poserActif] = useState(0);
  const [distantes, poserDistantes] = useState<readonly Commande[]>([]);
  const tour = useRef(0);
  const visibles = [...commandes.filter((commande) => correspond(commande, texte)), ...distantes];

  useEffect(() => {
    if (chercher === undefined) return undefined;
    tour.current += 1;
    const monTour = tour.current;
    const minuteur = setTimeout(async () => {
      const trouvees = await chercher(texte);
      if (tour.current === monTour) poserDistantes(trouvees);
    }, 80);
    return () => clearTimeout(minuteur);
    // `chercher` change a chaque rendu du parent : seul le texte relance la recherche.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [texte]);

  const lancer = (commande: Commande | undefined): void => {
    if (commande === undefined) return;
    surFermeture();
    // Apres la fermeture : le focus est rendu avant que l'action ne le deplace.
    setTimeout(commande.action, 0);
  };
  return (
    <Dialogue titre={invite} surFermeture={surFermeture} nu classe="palette">
      <input
        className="palette-champ"
        type="text"
        role="combobox"
        aria-label={invite}
        aria-expanded="true"
        aria-controls={liste}
        aria-autocomplete="list"
        aria-activedescendant={visibles[actif] === undefined ? undefined : `${liste}-${actif}`}
        autoComplete="off"
        placeholder={`${invite}…`}
        value={texte}
        onChange={(e) => {
          poserTexte(e.target.value);
          poserActif(0);
        }}
        onKeyDown={(evenement) => {
          const pas = evenement.key === 'ArrowDown' ? 1 : evenement.key === 'ArrowUp' ? -1 : 0;
          if (pas !== 0 && visibles.length > 0) {
            evenement.preventDefault();
            poserActif((actif + pas + visibles.length) % visibles.length);
          }
          if (evenement.key === 'Enter') {
            evenement.preventDefault();
            lancer(visibles[actif]);
          }
        }}
      />
      <div id={liste} role="listbox" aria-label="Résultats" tabIndex={-1} className="palette-liste">
        {visibles.map((commande, rang) => (
          <LigneDePalette
            key={`${commande.groupe} ${commande.cle}`}
            id={`${liste}-${rang}`}
            commande={commande}
            tete={commande.groupe !== visibles[rang - 1]?.groupe}
            actif={rang === actif}
            lancer={() => lancer(commande)}
          />
        ))}
        {visibles.length === 0 ? (
          <p className="option-groupe">Rien ne correspond. Essayez un nom, un numéro ou un IDJ.</p>
        ) : null}
      </div>
    </Dialogue>
  );
}

function LigneDePalette({
  id,
  commande,
  tete,
  actif,
  lancer,
}: {
  readonly id: string;
  readonly commande: Commande;
  readonly tete: boolean;
  readonly actif: boolean;
  readonly lancer: () => void;
}) {
  const ligne = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (actif) ligne.current?.scrollIntoView({ block: 'nearest' });
  }, [actif]);
  return (
    <>
      {tete ? (
        <div role="presentation" className="option-groupe">
          {commande.groupe}
        </div>
      ) : null}
      {/* Le clavier reste dans le champ (aria-activedescendant). */}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events */}
      <div
        ref={ligne}
        id={id}
        role="option"
        tabIndex={-1}
        aria-selected={actif}
        className="option"
        onClick={lancer}
      >
        <span className="rang-titre">{commande.libelle}</span>
        <span className="rang-suite">{commande.precision}</span>
        {commande.touche === undefined ? null : <Touche nom={commande.touche} />}
      </div>
    </>
  );
}

const aPlat = (texte: string): string => texte.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

function correspond(commande: Commande, texte: string): boolean {
  const cible = aPlat(`${commande.libelle} ${commande.precision ?? ''}`);
  return aPlat(texte)
    .split(/\s+/)
    .every((mot) => cible.includes(mot));
}
