import { ouvrirEvenements } from '@ppn/api-client';
import { type Cible, commandesTrouvees } from '@ppn/chercher/palette';
import {
  annoncer,
  Coquille,
  entreesDePline,
  focusTitre,
  Palette,
  QUALITES,
  useCarte,
  useRaccourcis,
} from '@ppn/kit';
import type { Commande, EtatDeLiaison } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, useNavigate, useRouterState } from '@tanstack/react-router';
import { Activity, FileSignature, FolderOpen, Home, MessageSquare, Plus, Search, Timer } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { NouvelleProcedure } from '../accueil/nouvelle-procedure.tsx';
import { useMessagesNonLus } from '@ppn/conversation';
import { useAlarmesAnnoncees } from '../garde-a-vue/alarmes-annoncees.ts';
import { agentDuPoste, client, clientDeMessagerie, clientDeRecherche } from './client.ts';
import {
  cache,
  invalider,
  lectureDossiers,
  lectureLiaison,
  lectureParapheur,
  lectureSession,
} from './donnees.ts';
import { ContexteCadre, useCadre } from './session.ts';
import type { VueSession } from './types.ts';

const DERNIER = 'ppn-dernier-dossier';

/** Cadre du portail une fois connecte : coquille, donnees vives, palette, raccourcis communs. */
export function Cadre({ session, children }: { readonly session: VueSession; readonly children: ReactNode }) {
  const [palette, poserPalette] = useState(false);
  const [nouvelle, poserNouvelle] = useState(false);
  const interprete = session.agent.qualite === 'interprete';
  const liaison = useLiaison();
  const carte = useCarte(agentDuPoste(session.adresseAgentPoste));
  const parapheur = useQuery(lectureParapheur);
  const nonLus = useMessagesNonLus(clientDeMessagerie, !interprete);
  const alarmes = useAlarmesAnnoncees(!interprete);
  const naviguer = useNavigate();
  // L'interprete n'a que son parapheur et l'acte qu'il y ouvre.
  const ailleurs = useRouterState({
    select: ({ location }) => interprete && !location.pathname.startsWith('/parapheur'),
  });
  const dernier = useDernierDossier();
  useDecisionsAnnoncees();
  useEffect(focusTitre, []);
  const valeur = useMemo(() => ({ session, nouvelleProcedure: () => poserNouvelle(true) }), [session]);

  const allerAuDossier = (idj: string): void => void naviguer({ to: '/dossiers/$idj', params: { idj } });
  const allerAuDernier = (): void => {
    if (dernier === undefined) annoncer('Aucun dossier ouvert récemment.');
    else allerAuDossier(dernier);
  };
  const chercherTout = (q?: string): void =>
    void naviguer({ to: '/recherche', search: q === undefined ? {} : { q } });
  const ouvrir = (cible: Cible): void => {
    const params = { idj: cible.idj };
    if (cible.genre === 'dossier') void naviguer({ to: '/dossiers/$idj', params });
    else if (cible.genre === 'personne')
      void naviguer({
        to: '/dossiers/$idj/personnes/$personneId',
        params: { ...params, personneId: cible.personne },
      });
    else
      void naviguer({
        to: '/dossiers/$idj/pieces/$pieceId',
        params: { ...params, pieceId: cible.piece },
        search: cible.page > 1 ? { page: cible.page } : {},
      });
  };
  const lieux = [
    { touche: 'g p', libelle: 'Aller aux procédures', action: () => void naviguer({ to: '/' }) },
    { touche: 'g d', libelle: 'Revenir au dernier dossier', action: allerAuDernier },
    {
      touche: 'g v',
      libelle: 'Aller aux gardes à vue',
      action: () => void naviguer({ to: '/gardes-a-vue' }),
    },
    {
      touche: 'g u',
      libelle: 'Voir le tableau des gardes à vue de l’unité',
      action: () => void naviguer({ to: '/gardes-a-vue/unite', search: {} }),
    },
    {
      touche: 'g r',
      libelle: 'Voir le registre des gardes à vue',
      action: () => void naviguer({ to: '/gardes-a-vue/registre' }),
    },
    { touche: '/', libelle: 'Chercher dans les procédures', action: () => chercherTout() },
    { touche: 'g m', libelle: 'Aller aux messages', action: () => void naviguer({ to: '/messages' }) },
    { touche: 'g s', libelle: 'Aller au parapheur', action: () => void naviguer({ to: '/parapheur' }) },
    {
      touche: 'g e',
      libelle: 'Voir la supervision des échanges',
      action: () => void naviguer({ to: '/supervision' }),
    },
  ];
  const gestes = [
    { touche: 'c', libelle: 'Nouvelle procédure', action: () => poserNouvelle(true) },
    ...lieux,
    // L'interprete ne fait que cosigner : rien d'autre ne lui est offert.
  ].filter(({ touche }) => !interprete || touche === 'g s');
  useRaccourcis(gestes.map((geste) => ({ ...geste, groupe: 'Partout' })));
  const commandes = gestes.map(({ touche, libelle, action }): Commande => ({
    cle: touche,
    libelle,
    groupe: 'Actions',
    touche: touche.toUpperCase(),
    action,
  }));
  const chercher = async (texte: string): Promise<readonly Commande[]> => {
    const { dossiers } = await cache.fetchQuery(lectureDossiers(texte)).catch(() => ({ dossiers: [] }));
    const proches = dossiers.slice(0, 12);
    const trouvees = await commandesTrouvees(texte, {
      client: clientDeRecherche,
      ouvrir,
      toutVoir: chercherTout,
      dejaLa: new Set(proches.map(({ idj }) => idj)),
    });
    const procedures = proches.map((dossier) => ({
      cle: dossier.idj,
      libelle: dossier.intitule,
      groupe: 'Procédures',
      precision: [dossier.numero, ...dossier.victimes, ...dossier.misEnCause, dossier.idj].join(' · '),
      action: () => allerAuDossier(dossier.idj),
    }));
    return [...procedures, ...trouvees];
  };

  return (
    <ContexteCadre value={valeur}>
      <Coquille
        portail="Contenu"
        liaison={liaison}
        carte={carte}
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
            libelle: 'Procédures',
            icone: <Home size={20} aria-hidden="true" />,
            lien: lienAccueil,
          },
          {
            cle: 'recherche',
            libelle: 'Recherche',
            icone: <Search size={20} aria-hidden="true" />,
            lien: lienRecherche,
          },
          {
            cle: 'parapheur',
            libelle: 'Parapheur',
            icone: <FileSignature size={20} aria-hidden="true" />,
            compte: parapheur.data?.actes.filter(({ manques }) => manques.length === 0).length ?? 0,
            lien: lienParapheur,
          },
          {
            cle: 'mesures',
            libelle: 'Gardes à vue',
            icone: <Timer size={20} aria-hidden="true" />,
            compte: alarmes,
            lien: lienMesures,
          },
          {
            cle: 'messages',
            libelle: 'Messages',
            icone: <MessageSquare size={20} aria-hidden="true" />,
            compte: nonLus,
            lien: lienMessages,
          },
          ...(dernier === undefined
            ? []
            : [
                {
                  cle: 'dernier',
                  libelle: 'Dernier dossier',
                  icone: <FolderOpen size={20} aria-hidden="true" />,
                  lien: lienDernier,
                },
              ]),
          ...entreesDePline(session.adressePline),
          {
            cle: 'nouvelle',
            libelle: 'Nouvelle procédure (C)',
            icone: <Plus size={20} aria-hidden="true" />,
            lien: lienNouvelle,
          },
          {
            cle: 'supervision',
            libelle: 'Supervision',
            icone: <Activity size={20} aria-hidden="true" />,
            lien: lienSupervision,
          },
        ].filter(({ cle }) => !interprete || cle === 'parapheur')}
      >
        {ailleurs ? <Navigate to="/parapheur" replace /> : children}
      </Coquille>
      {palette ? (
        <Palette commandes={commandes} chercher={chercher} surFermeture={() => poserPalette(false)} />
      ) : null}
      {nouvelle ? (
        <NouvelleProcedure
          surFermeture={() => poserNouvelle(false)}
          surOuverture={(idj) => {
            poserNouvelle(false);
            allerAuDossier(idj);
          }}
        />
      ) : null}
    </ContexteCadre>
  );
}

type Contenant = { readonly className: string; readonly children: ReactNode };

const lienAccueil = (contenant: Contenant) => (
  <Link to="/" activeOptions={{ exact: true, includeSearch: false }} {...contenant} />
);
const lienParapheur = (contenant: Contenant) => <Link to="/parapheur" {...contenant} />;
const lienMesures = (contenant: Contenant) => <Link to="/gardes-a-vue" {...contenant} />;
const lienMessages = (contenant: Contenant) => <Link to="/messages" search={{}} {...contenant} />;
const lienRecherche = (contenant: Contenant) => <Link to="/recherche" search={{}} {...contenant} />;
const lienSupervision = (contenant: Contenant) => <Link to="/supervision" {...contenant} />;
const lienDernier = (contenant: Contenant) => <LienDernier {...contenant} />;
const lienNouvelle = (contenant: Contenant) => <BoutonNouvelle {...contenant} />;

function LienDernier(contenant: Contenant) {
  const dernier = useDernierDossier();
  return dernier === undefined ? null : <Link to="/dossiers/$idj" params={{ idj: dernier }} {...contenant} />;
}

function BoutonNouvelle(contenant: Contenant) {
  const { nouvelleProcedure } = useCadre();
  return <button type="button" {...contenant} onClick={nouvelleProcedure} />;
}

function useLiaison(): EtatDeLiaison {
  const [liaison, poserLiaison] = useState<EtatDeLiaison>({ etat: 'reconnexion' });
  useEffect(
    () =>
      ouvrirEvenements({
        url: client.adresse('GET /api/evenements'),
        surEvenement: invalider,
        surEtat: (etat) => {
          poserLiaison(etat);
          // Un retour de l'autre ministere annonce avant que le flux soit ouvert serait perdu.
          if (etat.etat === 'vif') void cache.invalidateQueries({ queryKey: lectureLiaison.queryKey });
        },
        surSessionPerdue: () => cache.setQueryData(lectureSession.queryKey, null),
      }),
    [],
  );
  return liaison;
}

function useDernierDossier(): string | undefined {
  const idj = useRouterState({
    select: ({ location }) => /^\/dossiers\/(?<idj>[^/]+)/.exec(location.pathname)?.groups?.['idj'],
  });
  useEffect(() => {
    if (idj !== undefined) sessionStorage.setItem(DERNIER, idj);
  }, [idj]);
  return idj ?? sessionStorage.getItem(DERNIER) ?? undefined;
}

/** Dit a voix haute qu'une decision ou un refus vient d'arriver, ou qu'on soit dans le portail. */
function useDecisionsAnnoncees(): void {
  const data = useQuery(lectureDossiers()).data?.dossiers;
  const connus = useRef<ReadonlyMap<string, string> | undefined>(undefined);
  useEffect(() => {
    if (data === undefined) return;
    for (const { idj, etat, intitule, prochaineEtape } of data) {
      const avant = connus.current?.get(idj);
      if (avant === undefined || avant === etat) continue;
      if (etat === 'decidee') annoncer(`Décision du parquet : ${intitule}. ${prochaineEtape}`);
      if (etat === 'retournee') annoncer(`Procédure retournée : ${intitule}. ${prochaineEtape}`);
      if (etat === 'refusee') annoncer(`Transmission refusée : ${intitule}. ${prochaineEtape}`);
      if (etat === 'transmise') annoncer(`Reçue par la juridiction : ${intitule}.`);
    }
    connus.current = new Map(data.map(({ idj, etat }) => [idj, etat]));
  }, [data]);
}

async function deconnecter(): Promise<void> {
  await client.appeler('DELETE /api/session');
  sessionStorage.removeItem(DERNIER);
  cache.setQueryData(lectureSession.queryKey, null);
  cache.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
}
