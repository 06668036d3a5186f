import { ADRESSES, Echange, LacherPartout, lectureDepots } from '@ppn/echanges';
import { Coquille, focusTitre, Palette, QUALITES, useCarte, useRaccourcis } from '@ppn/kit';
import type { Commande, EtatDeLiaison } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { FilePlus2, Home, Inbox, Send } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { agentDuPoste, client, clientDEchange } from './client.ts';
import { cache, lectureSession, type Session } from './donnees.ts';

/** Au-dela d'un pouls manque, la liaison n'est plus « reconnexion » mais figee. */
const FIGE_MS = 30_000;

type Proprietes = {
  readonly session: Session;
  /** Vrai : la derniere relecture de la session n'a pas eu de reponse. */
  readonly injoignable: boolean;
  readonly children: ReactNode;
};

/** Cadre de PLINE une fois connecte : coquille, palette, raccourcis, fichiers laches n'importe ou. */
export function Cadre({ session, injoignable, children }: Proprietes) {
  const [palette, poserPalette] = useState(false);
  const routeur = useRouter();
  const carte = useCarte(agentDuPoste(session.adresseAgentPoste));
  const recus = useQuery(lectureDepots(clientDEchange, 'recus'));
  const liaison = useLiaison(injoignable || recus.isError);
  const { matricule } = session.agent;
  const poste = useMemo(
    () => ({
      client: clientDEchange,
      moi: matricule,
      zone: 'PLINE' as const,
      aller: (adresse: string, options?: { readonly remplacer: boolean }) =>
        options?.remplacer === true ? routeur.history.replace(adresse) : routeur.history.push(adresse),
    }),
    [matricule, routeur],
  );
  useEffect(focusTitre, []);
  const gestes = [
    { touche: 'c', libelle: 'Nouveau dépôt', action: () => poste.aller(ADRESSES.deposer) },
    { touche: 'g a', libelle: 'Aller à l’accueil', action: () => poste.aller(ADRESSES.accueil) },
    { touche: 'g r', libelle: 'Voir les dépôts reçus', action: () => poste.aller(ADRESSES.recus) },
    { touche: 'g e', libelle: 'Voir les dépôts envoyés', action: () => poste.aller(ADRESSES.envoyes) },
  ];
  useRaccourcis(gestes.map((geste) => ({ ...geste, groupe: 'Partout' })));
  const commandes = gestes.map(({ touche, libelle, action }): Commande => ({
    cle: touche,
    libelle,
    groupe: 'Actions',
    touche: touche.toUpperCase(),
    action,
  }));
  const chercher = async (texte: string): Promise<readonly Commande[]> => {
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
        action: () => poste.aller(ADRESSES.depot(id)),
      }));
  };
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
        identite={{
          nom: session.nomComplet.split(',')[0] ?? session.nomComplet,
          qualite: QUALITES[session.agent.qualite],
          rattachement: session.agent.rattachement.libelle,
        }}
        ouvrirPalette={() => poserPalette(true)}
        deconnecter={() => void deconnecter()}
        entrees={[
          {
            cle: 'accueil',
            libelle: 'Accueil',
            icone: <Home size={20} aria-hidden="true" />,
            lien: lienAccueil,
          },
          {
            cle: 'deposer',
            libelle: 'Nouveau dépôt (C)',
            icone: <FilePlus2 size={20} aria-hidden="true" />,
            lien: lienDeposer,
          },
          {
            cle: 'recus',
            libelle: 'Reçus',
            icone: <Inbox size={20} aria-hidden="true" />,
            compte: aPrendre,
            lien: lienRecus,
          },
          {
            cle: 'envoyes',
            libelle: 'Envoyés',
            icone: <Send size={20} aria-hidden="true" />,
            lien: lienEnvoyes,
          },
        ]}
      >
        <LacherPartout>{children}</LacherPartout>
      </Coquille>
      {palette ? (
        <Palette commandes={commandes} chercher={chercher} surFermeture={() => poserPalette(false)} />
      ) : null}
    </Echange>
  );
}

type Contenant = { readonly className: string; readonly children: ReactNode };

const lienAccueil = (contenant: Contenant) => <Link to="/" activeOptions={{ exact: true }} {...contenant} />;
const lienDeposer = (contenant: Contenant) => <Link to="/deposer" {...contenant} />;
const lienRecus = (contenant: Contenant) => <Link to="/recus" {...contenant} />;
const lienEnvoyes = (contenant: Contenant) => <Link to="/envoyes" {...contenant} />;

/** PLINE n'a pas de flux vif : ses ecrans redemandent, et disent quand plus rien ne repond. */
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

async function deconnecter(): Promise<void> {
  const { suspendreLesMoteurs } = await import('@ppn/echanges/moteurs');
  await suspendreLesMoteurs();
  await client.appeler('DELETE /api/session');
  cache.setQueryData(lectureSession.queryKey, null);
  cache.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
}
