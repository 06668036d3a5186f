import { Coquille, focusTitre, Palette, useCarte, useRaccourcis } from '@ppn/kit';
import type { Commande, EntreeDeRail, EtatDeLiaison } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { FilePlus2, Home, Inbox, Send } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { ADRESSES, Echange } from '../contexte.tsx';
import { LacherPartout } from '../deposer/lacher-partout.tsx';
import { lectureConservation, lectureDepots, problemeDe } from '../donnees.ts';
import { agentDuPoste } from './agent.ts';
import { cache, clientDEchange, oublierLesLectures, sessionPerdue } from './donnees.ts';
import type { PageDeZone, PortailDeZone, SessionVue } from './zone.ts';

/** Au-dela d'un pouls manque, la liaison n'est plus « reconnexion » mais figee. */
const FIGE_MS = 30_000;

type Proprietes = {
  readonly portail: PortailDeZone;
  readonly session: SessionVue;
  /** Vrai : la derniere relecture de la session n'a pas eu de reponse. */
  readonly injoignable: boolean;
  readonly children: ReactNode;
};

/** Cadre d'une zone une fois connecte : coquille, palette, raccourcis, fichiers laches n'importe ou. */
export function Cadre({ portail, session, injoignable, children }: Proprietes) {
  const [palette, poserPalette] = useState(false);
  const routeur = useRouter();
  const carte = useCarte(agentDuPoste(session.adresseAgentPoste));
  const recus = useQuery(lectureDepots(clientDEchange, 'recus'));
  const liaison = useLiaison(injoignable || (recus.isError && problemeDe(recus.error).status === 0));
  const { moi } = session;
  const { zone } = portail;
  const pages = usePagesMontrees(portail);
  const poste = useMemo(
    () => ({
      client: clientDEchange,
      moi,
      zone,
      aller: (adresse: string, options?: { readonly remplacer: boolean }) =>
        options?.remplacer === true ? routeur.history.replace(adresse) : routeur.history.push(adresse),
    }),
    [moi, zone, routeur],
  );
  useEffect(focusTitre, []);
  const gestes = gestesDe(pages, poste.aller);
  useRaccourcis(gestes.map((geste) => ({ ...geste, groupe: 'Partout' })));
  const aPrendre = (recus.data ?? []).filter(
    ({ etat, remis }) => etat === 'disponible' && remis === 0,
  ).length;
  return (
    <Echange poste={poste}>
      <Coquille
        portail="Contenu"
        liaison={liaison}
        carte={carte}
        recherche="Chercher un dépôt, une action"
        identite={session.identite}
        ouvrirPalette={() => poserPalette(true)}
        deconnecter={() => void deconnecter(portail)}
        entrees={entreesDe(pages, aPrendre)}
      >
        <LacherPartout>{children}</LacherPartout>
      </Coquille>
      {palette ? (
        <Palette
          commandes={gestes.map(({ touche, libelle, action }): Commande => ({
            cle: touche,
            libelle,
            groupe: 'Actions',
            touche: touche.toUpperCase(),
            action,
          }))}
          chercher={(texte) => chercher(texte, poste.aller)}
          surFermeture={() => poserPalette(false)}
        />
      ) : null}
    </Echange>
  );
}

/** Les pages de la zone, moins celles d'une fonction que l'on n'a pas. */
function usePagesMontrees({ pages = [] }: PortailDeZone): readonly PageDeZone[] {
  const { data } = useQuery({
    ...lectureConservation(clientDEchange),
    enabled: pages.some(({ reservee }) => reservee !== undefined),
  });
  return pages.filter(({ reservee }) => reservee === undefined || data?.supervise === true);
}

type Aller = (adresse: string) => void;

const gestesDe = (pages: readonly PageDeZone[], aller: Aller) => [
  { touche: 'c', libelle: 'Nouveau dépôt', action: () => aller(ADRESSES.deposer) },
  { touche: 'g a', libelle: 'Aller à l’accueil', action: () => aller(ADRESSES.accueil) },
  { touche: 'g r', libelle: 'Voir les dépôts reçus', action: () => aller(ADRESSES.recus) },
  { touche: 'g e', libelle: 'Voir les dépôts envoyés', action: () => aller(ADRESSES.envoyes) },
  ...pages.map(({ touche, libelle, adresse }) => ({ touche, libelle, action: () => aller(adresse) })),
];

/** Les depots recus ou envoyes dont l'objet ou une personne contient ce texte. */
async function chercher(texte: string, aller: Aller): Promise<readonly Commande[]> {
  const listes = await Promise.all(
    (['recus', 'envoyes'] as const).map((sens) =>
      cache.fetchQuery(lectureDepots(clientDEchange, sens)).catch(() => []),
    ),
  );
  const mots = texte.toLocaleLowerCase('fr');
  return listes
    .flat()
    .filter(({ objet, expediteur, destinataires }) =>
      [objet, expediteur, ...destinataires].join(' ').toLocaleLowerCase('fr').includes(mots),
    )
    .slice(0, 12)
    .map(({ id, objet, expediteur, destinataires }) => ({
      cle: id,
      libelle: objet,
      groupe: 'Dépôts',
      precision: `${expediteur} → ${destinataires.join(', ')}`,
      action: () => aller(ADRESSES.depot(id)),
    }));
}

const entreesDe = (pages: readonly PageDeZone[], aPrendre: number): readonly EntreeDeRail[] => [
  {
    cle: 'accueil',
    libelle: 'Accueil',
    icone: <Home size={20} aria-hidden="true" />,
    lien: lienVers(ADRESSES.accueil),
  },
  {
    cle: 'deposer',
    libelle: 'Nouveau dépôt (C)',
    icone: <FilePlus2 size={20} aria-hidden="true" />,
    lien: lienVers(ADRESSES.deposer),
  },
  {
    cle: 'recus',
    libelle: 'Reçus',
    icone: <Inbox size={20} aria-hidden="true" />,
    compte: aPrendre,
    lien: lienVers(ADRESSES.recus),
  },
  {
    cle: 'envoyes',
    libelle: 'Envoyés',
    icone: <Send size={20} aria-hidden="true" />,
    lien: lienVers(ADRESSES.envoyes),
  },
  ...pages.map(({ adresse, libelle, icone }) => ({ cle: adresse, libelle, icone, lien: lienVers(adresse) })),
];

const lienVers =
  (adresse: string): EntreeDeRail['lien'] =>
  (contenant) => <Link to={adresse} activeOptions={{ exact: adresse === '/' }} {...contenant} />;

/** Une zone n'a pas de flux vif : ses ecrans redemandent, et disent quand plus rien ne repond. */
function useLiaison(coupee: boolean): EtatDeLiaison {
  const [figeDepuis, figer] = useState<number>();
  useEffect(() => {
    if (!coupee) return undefined;
    const depuis = Date.now();
    const minuteur = setTimeout(() => figer(depuis), FIGE_MS);
    return () => {
      clearTimeout(minuteur);
      figer(undefined);
    };
  }, [coupee]);
  if (!coupee) return { etat: 'vif' };
  return figeDepuis === undefined ? { etat: 'reconnexion' } : { etat: 'fige', depuis: figeDepuis };
}

async function deconnecter({ fermerSession }: PortailDeZone): Promise<void> {
  const { suspendreLesMoteurs } = await import('../moteur/moteurs.ts');
  await suspendreLesMoteurs();
  await fermerSession();
  sessionPerdue();
  oublierLesLectures();
}
