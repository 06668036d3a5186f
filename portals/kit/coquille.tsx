import { Keyboard, LogOut, Moon, Search, Sun } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Aide } from './aide.tsx';
import { Annonces } from './annonces.tsx';
import { BoutonIcone, Touche } from './bouton.tsx';
import { heureDe } from './formats.ts';
import type { EtatDeCarte } from './panneau-carte.tsx';
import { useRaccourcis } from './raccourcis.ts';
import { basculerTheme, useTheme } from './theme.ts';

/** Une entree du rail : lien rendu par l'application (son routeur), icone, libelle, compte « à faire ». */
export type EntreeDeRail = {
  readonly cle: string;
  readonly libelle: string;
  readonly icone: ReactNode;
  readonly compte?: number;
  /** Rend le lien avec la classe et le contenu donnes. */
  readonly lien: (proprietes: { readonly className: string; readonly children: ReactNode }) => ReactNode;
};
/** Fraicheur des donnees, telle que donnee par la liaison vive. */
export type EtatDeLiaison =
  | { readonly etat: 'vif' }
  | { readonly etat: 'reconnexion' }
  | { readonly etat: 'fige'; readonly depuis: number };
/** Qui est connecte. */
export type Identite = { readonly nom: string; readonly qualite: string; readonly rattachement: string };

type Proprietes = {
  readonly portail: string;
  readonly entrees: readonly EntreeDeRail[];
  readonly liaison: EtatDeLiaison;
  readonly carte: EtatDeCarte;
  readonly identite: Identite;
  readonly ouvrirPalette: () => void;
  /** Ce que la barre propose de chercher. */
  readonly recherche?: string;
  readonly deconnecter: () => void;
  readonly children: ReactNode;
};

/** Cadre de tout portail : rail, barre (recherche, liaison, carte, identite), contenu, annonces, aide `?`. */
export function Coquille({
  portail,
  entrees,
  liaison,
  carte,
  identite,
  ouvrirPalette,
  recherche = 'Chercher une procédure, une personne, une action',
  deconnecter,
  children,
}: Proprietes) {
  const [aide, poserAide] = useState(false);
  const theme = useTheme();
  useRaccourcis([
    { touche: 'ctrl+k', libelle: 'Chercher ou agir', groupe: 'Partout', action: ouvrirPalette },
    { touche: '?', libelle: 'Aide du clavier', groupe: 'Partout', action: () => poserAide(true) },
  ]);
  return (
    <div className="coquille">
      <a className="evitement" href="#contenu">
        Aller au contenu
      </a>
      <nav className="rail" aria-label="Rubriques">
        <span className="rail-sigle" aria-hidden="true">
          PPN
        </span>
        <ul>
          {entrees.map((entree) => (
            <li key={entree.cle}>
              {entree.lien({ className: 'rail-entree', children: <ContenuDeRail entree={entree} /> })}
            </li>
          ))}
        </ul>
        <ul className="rail-pied">
          <li>
            <BoutonDeRail libelle="Aide du clavier" action={() => poserAide(true)}>
              <Keyboard size={20} aria-hidden="true" />
            </BoutonDeRail>
          </li>
          <li>
            <BoutonDeRail libelle="Changer de thème, clair ou sombre" action={basculerTheme}>
              {theme === 'sombre' ? (
                <Sun size={20} aria-hidden="true" />
              ) : (
                <Moon size={20} aria-hidden="true" />
              )}
            </BoutonDeRail>
          </li>
        </ul>
      </nav>
      <header className="barre">
        <button type="button" className="barre-recherche" onClick={ouvrirPalette}>
          <Search size={16} aria-hidden="true" />
          <span>{recherche}</span>
          <Touche nom="Ctrl K" />
        </button>
        <div className="barre-fin">
          <span className="demonstrateur">
            Démonstrateur<span className="demonstrateur-long">, non officiel</span>
          </span>
          <TemoinDeLiaison liaison={liaison} />
          <TemoinDeCarte carte={carte} />
          <div className="utilisateur">
            <span className="utilisateur-nom">
              <strong>{identite.nom}</strong>
              <span className="discret">{identite.rattachement}</span>
            </span>
            <BoutonIcone
              libelle={`Se déconnecter (${identite.nom}, ${identite.qualite})`}
              onClick={deconnecter}
            >
              <LogOut size={18} aria-hidden="true" />
            </BoutonIcone>
          </div>
        </div>
      </header>
      <main id="contenu" className="contenu" tabIndex={-1} aria-label={portail}>
        {liaison.etat === 'fige' ? (
          <output className="bandeau-fige">
            Données figées depuis {heureDe(liaison.depuis)} : la liaison avec le service est coupée, elle
            reprend toute seule.
          </output>
        ) : null}
        {children}
      </main>
      <Annonces />
      {aide ? <Aide surFermeture={() => poserAide(false)} /> : null}
    </div>
  );
}

const ContenuDeRail = ({ entree }: { readonly entree: EntreeDeRail }) => (
  <>
    {entree.icone}
    <span className="rail-libelle">{entree.libelle}</span>
    {entree.compte === undefined || entree.compte === 0 ? null : (
      <span className="rail-compte">
        {entree.compte}
        <span className="hors-ecran"> à faire</span>
      </span>
    )}
  </>
);

const BoutonDeRail = ({
  libelle,
  action,
  children,
}: {
  readonly libelle: string;
  readonly action: () => void;
  readonly children: ReactNode;
}) => (
  <button type="button" className="rail-entree" onClick={action}>
    {children}
    <span className="rail-libelle">{libelle}</span>
  </button>
);

function TemoinDeLiaison({ liaison }: { readonly liaison: EtatDeLiaison }) {
  if (liaison.etat === 'vif') return <span className="temoin temoin-vif">en direct</span>;
  if (liaison.etat === 'reconnexion') return <span className="temoin temoin-attente">reconnexion…</span>;
  return <span className="temoin temoin-rompu">figé depuis {heureDe(liaison.depuis)}</span>;
}

const CARTES: Readonly<Record<EtatDeCarte, { readonly classe: string; readonly texte: string }>> = {
  presente: { classe: 'temoin-vif', texte: 'carte présente' },
  absente: { classe: 'temoin-attente', texte: 'aucune carte' },
  'agent-absent': { classe: 'temoin-rompu', texte: 'agent de carte arrêté' },
  inconnu: { classe: 'temoin-attente', texte: 'carte…' },
};

const TemoinDeCarte = ({ carte }: { readonly carte: EtatDeCarte }) => (
  <span className={`temoin ${CARTES[carte].classe}`}>{CARTES[carte].texte}</span>
);
