import { type Cible, commandesTrouvees } from '@ppn/chercher/palette';
import { creerAgentDuPoste, type EtatVif, ouvrirEvenements } from '@ppn/api-client';
import type { ResumeDossier } from '@ppn/dossier/contract';
import {
  annoncer,
  type Commande,
  Coquille,
  entreesDePline,
  type EntreeDeRail,
  Palette,
  QUALITES,
  useCarte,
  useRaccourcis,
} from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import {
  Activity,
  CalendarDays,
  ChartColumn,
  Inbox,
  MailCheck,
  MessageSquare,
  PenLine,
  Search,
  Send,
  ShieldAlert,
  Timer,
} from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { lectureArrivees } from '../arrivees/donnees.ts';
import { attendDecision, correspond } from '../boite/attente.ts';
import { useMessagesNonLus } from '@ppn/conversation';
import { lectureCircuits } from '../circuits/donnees.ts';
import { client, clientDeMessagerie, clientDeRecherche } from '../client.ts';
import {
  lectureBoite,
  lectureIncidents,
  lectureParapheur,
  lectureSession,
  memoire,
  relireApres,
} from '../donnees.ts';
import { lectureEnvois } from '../envois/donnees.ts';
import { lectureLiaison, lectureTableau } from '../garde-a-vue/donnees.ts';
import { noterLEtat, noterUnSigne } from '../garde-a-vue/fraicheur.ts';
import { useSession } from '../session.ts';

const useLiaison = (): EtatVif => {
  const [liaison, setLiaison] = useState<EtatVif>({ etat: 'reconnexion' });
  useEffect(
    () =>
      ouvrirEvenements({
        url: client.adresse('GET /api/evenements'),
        surEvenement: relireApres,
        surEtat: (etat) => {
          setLiaison(etat);
          noterLEtat(etat);
          // Un retour de l'autre ministere annonce avant que le flux soit ouvert serait perdu.
          if (etat.etat === 'vif') void memoire.invalidateQueries({ queryKey: lectureLiaison.queryKey });
        },
        surSigne: noterUnSigne,
        surSessionPerdue: () => void memoire.invalidateQueries({ queryKey: lectureSession.queryKey }),
      }),
    [],
  );
  return liaison;
};

/** Annonce discretement chaque procedure qui arrive pendant que le bureau est ouvert. */
const useArrivees = (dossiers: readonly ResumeDossier[] | undefined): void => {
  const connus = useRef<ReadonlySet<string>>(undefined);
  useEffect(() => {
    if (dossiers === undefined) return;
    const avant = connus.current;
    connus.current = new Set(dossiers.map(({ idj }) => idj));
    if (avant === undefined) return;
    const arrives = dossiers.filter((dossier) => !avant.has(dossier.idj) && attendDecision(dossier));
    if (arrives.length > 2) annoncer(`${arrives.length} nouvelles procédures à décider.`);
    else
      for (const { intitule, unite } of arrives)
        annoncer(`Nouvelle procédure à décider : ${intitule} (${unite}).`);
  }, [dossiers]);
};

type Lien = EntreeDeRail['lien'];
const lienBoite: Lien = (proprietes) => <Link to="/" activeOptions={{ exact: true }} {...proprietes} />;
const lienADecider: Lien = (proprietes) => <Link to="/a-decider" {...proprietes} />;
const lienGardesAVue: Lien = (proprietes) => <Link to="/gardes-a-vue" {...proprietes} />;
const lienParapheur: Lien = (proprietes) => <Link to="/parapheur" {...proprietes} />;
const lienAudiences: Lien = (proprietes) => <Link to="/audiences" {...proprietes} />;
const lienMessages: Lien = (proprietes) => <Link to="/messages" search={{}} {...proprietes} />;
const lienRecherche: Lien = (proprietes) => <Link to="/recherche" search={{}} {...proprietes} />;
const lienPilotage: Lien = (proprietes) => <Link to="/pilotage" {...proprietes} />;
const lienSupervision: Lien = (proprietes) => <Link to="/supervision" {...proprietes} />;
const lienEnvois: Lien = (proprietes) => <Link to="/envois" {...proprietes} />;
const lienIncidents: Lien = (proprietes) => <Link to="/incidents" {...proprietes} />;

/** Cadre du bureau : rubriques, palette, liaison vive, arrivees. */
export const Bureau = () => {
  const session = useSession();
  const naviguer = useNavigate();
  const liaison = useLiaison();
  const agent = useMemo(() => creerAgentDuPoste(session.adresseAgentPoste), [session.adresseAgentPoste]);
  const carte = useCarte(agent);
  const boite = useQuery(lectureBoite);
  const greffe = session.agent.qualite === 'greffier';
  const pilote = ['procureur', 'substitut', 'greffier'].includes(session.agent.qualite);
  const arrivees = useQuery({ ...lectureArrivees('a-trier'), enabled: greffe });
  const parapheur = useQuery(lectureParapheur);
  const documents = useQuery(lectureCircuits('a-signer'));
  const gardesAVue = useQuery(lectureTableau);
  const incidents = useQuery(lectureIncidents);
  const tientLesEnvois = greffe || ['procureur', 'substitut'].includes(session.agent.qualite);
  const envois = useQuery({ ...lectureEnvois('en-retard'), enabled: tientLesEnvois });
  const nonLus = useMessagesNonLus(clientDeMessagerie);
  const [palette, setPalette] = useState(false);
  useArrivees(boite.data);

  const aller = (
    to:
      | '/'
      | '/a-decider'
      | '/gardes-a-vue'
      | '/parapheur'
      | '/audiences'
      | '/messages'
      | '/incidents'
      | '/pilotage'
      | '/supervision',
  ): void => void naviguer({ to });
  const chercherTout = (q?: string): void =>
    void naviguer({ to: '/recherche', search: q === undefined ? {} : { q } });
  const ouvrir = (cible: Cible): void =>
    void naviguer({
      to: '/dossiers/$idj',
      params: { idj: cible.idj },
      search: cible.genre === 'piece' ? { lu: `${cible.cote}.${cible.page}` } : {},
    });
  useRaccourcis([
    {
      touche: 'g b',
      libelle: 'Boîte',
      groupe: 'Aller à',
      action: () => aller(greffe ? '/a-decider' : '/'),
    },
    ...(greffe ? [{ touche: 'g a', libelle: 'Arrivées', groupe: 'Aller à', action: () => aller('/') }] : []),
    {
      touche: 'g v',
      libelle: 'Gardes à vue',
      groupe: 'Aller à',
      action: () => aller('/gardes-a-vue'),
    },
    { touche: 'g s', libelle: 'Parapheur', groupe: 'Aller à', action: () => aller('/parapheur') },
    { touche: 'g h', libelle: 'Audiences', groupe: 'Aller à', action: () => aller('/audiences') },
    { touche: 'g m', libelle: 'Messages', groupe: 'Aller à', action: () => aller('/messages') },
    ...(tientLesEnvois
      ? [
          {
            touche: 'g c',
            libelle: 'Convocations et avis',
            groupe: 'Aller à',
            action: () => void naviguer({ to: '/envois' }),
          },
        ]
      : []),
    ...(pilote
      ? [{ touche: 'g t', libelle: 'Tableau de bord', groupe: 'Aller à', action: () => aller('/pilotage') }]
      : []),
    { touche: 'g i', libelle: 'Incidents', groupe: 'Aller à', action: () => aller('/incidents') },
    { touche: '/', libelle: 'Chercher dans les procédures', groupe: 'Aller à', action: () => chercherTout() },
    {
      touche: 'g e',
      libelle: 'Supervision des échanges',
      groupe: 'Aller à',
      action: () => aller('/supervision'),
    },
  ]);

  const entrees: readonly EntreeDeRail[] = [
    ...(greffe
      ? [
          {
            cle: 'arrivees',
            libelle: 'Arrivées',
            icone: <MailCheck size={20} aria-hidden="true" />,
            compte: arrivees.data?.comptes.aTrier ?? 0,
            lien: lienBoite,
          },
        ]
      : []),
    {
      cle: 'boite',
      libelle: 'À décider',
      icone: <Inbox size={20} aria-hidden="true" />,
      compte: boite.data?.filter(attendDecision).length ?? 0,
      lien: greffe ? lienADecider : lienBoite,
    },
    {
      cle: 'recherche',
      libelle: 'Recherche',
      icone: <Search size={20} aria-hidden="true" />,
      lien: lienRecherche,
    },
    {
      cle: 'gardes-a-vue',
      libelle: 'Gardes à vue',
      icone: <Timer size={20} aria-hidden="true" />,
      compte: gardesAVue.data?.mesures.filter(({ demande }) => demande !== null).length ?? 0,
      lien: lienGardesAVue,
    },
    {
      cle: 'parapheur',
      libelle: 'Parapheur',
      icone: <PenLine size={20} aria-hidden="true" />,
      compte:
        (parapheur.data?.actes.length ?? 0) +
        (documents.data ?? []).flatMap(({ documents: siens }) => siens.filter(({ aSigner }) => aSigner))
          .length,
      lien: lienParapheur,
    },
    {
      cle: 'audiences',
      libelle: 'Audiences',
      icone: <CalendarDays size={20} aria-hidden="true" />,
      lien: lienAudiences,
    },
    {
      cle: 'messages',
      libelle: 'Messages',
      icone: <MessageSquare size={20} aria-hidden="true" />,
      compte: nonLus,
      lien: lienMessages,
    },
    ...(tientLesEnvois
      ? [
          {
            cle: 'envois',
            libelle: 'Convocations et avis',
            icone: <Send size={20} aria-hidden="true" />,
            compte: envois.data?.comptes.enRetard ?? 0,
            lien: lienEnvois,
          },
        ]
      : []),
    {
      cle: 'incidents',
      libelle: 'Incidents',
      icone: <ShieldAlert size={20} aria-hidden="true" />,
      compte: incidents.data?.length ?? 0,
      lien: lienIncidents,
    },
    ...(pilote
      ? [
          {
            cle: 'pilotage',
            libelle: 'Tableau de bord',
            icone: <ChartColumn size={20} aria-hidden="true" />,
            lien: lienPilotage,
          },
        ]
      : []),
    ...entreesDePline(session.adressePline),
    {
      cle: 'supervision',
      libelle: 'Supervision',
      icone: <Activity size={20} aria-hidden="true" />,
      lien: lienSupervision,
    },
  ];
  const commandes: readonly Commande[] = [
    {
      cle: 'boite',
      libelle: 'Aller à la boîte',
      groupe: 'Actions',
      touche: 'G B',
      action: () => aller(greffe ? '/a-decider' : '/'),
    },
    ...(greffe
      ? [
          {
            cle: 'arrivees',
            libelle: 'Aller aux arrivées',
            groupe: 'Actions',
            touche: 'G A',
            action: () => aller('/'),
          },
        ]
      : []),
    {
      cle: 'gardes-a-vue',
      libelle: 'Aller aux gardes à vue',
      groupe: 'Actions',
      touche: 'G V',
      action: () => aller('/gardes-a-vue'),
    },
    {
      cle: 'parapheur',
      libelle: 'Aller au parapheur',
      groupe: 'Actions',
      touche: 'G S',
      action: () => aller('/parapheur'),
    },
    {
      cle: 'audiences',
      libelle: 'Aller aux audiences',
      groupe: 'Actions',
      touche: 'G H',
      action: () => aller('/audiences'),
    },
    {
      cle: 'messages',
      libelle: 'Aller aux messages',
      groupe: 'Actions',
      touche: 'G M',
      action: () => aller('/messages'),
    },
    ...(pilote
      ? [
          {
            cle: 'pilotage',
            libelle: 'Aller au tableau de bord',
            groupe: 'Actions',
            touche: 'G T',
            action: () => aller('/pilotage'),
          },
        ]
      : []),
    {
      cle: 'incidents',
      libelle: 'Voir les incidents',
      groupe: 'Actions',
      touche: 'G I',
      action: () => aller('/incidents'),
    },
    {
      cle: 'supervision',
      libelle: 'Voir la supervision des échanges',
      groupe: 'Actions',
      touche: 'G E',
      action: () => aller('/supervision'),
    },
  ];
  const chercher = async (texte: string): Promise<readonly Commande[]> => {
    const proches = (boite.data ?? []).filter((dossier) => correspond(dossier, texte)).slice(0, 12);
    const trouvees = await commandesTrouvees(texte, {
      client: clientDeRecherche,
      ouvrir,
      toutVoir: chercherTout,
      dejaLa: new Set(proches.map(({ idj }) => idj)),
    });
    return [
      ...proches.map((dossier) => ({
        cle: dossier.idj,
        libelle: dossier.intitule,
        precision: `${dossier.idj} · ${[...dossier.misEnCause, ...dossier.victimes].join(', ')}`,
        groupe: 'Procédures',
        action: () => ouvrir({ genre: 'dossier', idj: dossier.idj }),
      })),
      ...trouvees,
    ];
  };
  const deconnecter = async (): Promise<void> => {
    await client.appeler('DELETE /api/session');
    location.assign('/');
  };

  return (
    <Coquille
      portail="Bureau pénal"
      entrees={entrees}
      liaison={liaison}
      carte={carte}
      identite={{
        nom: session.nomComplet.split(',')[0] ?? session.nomComplet,
        qualite: QUALITES[session.agent.qualite],
        rattachement: session.agent.rattachement.libelle,
      }}
      ouvrirPalette={() => setPalette(true)}
      deconnecter={() => void deconnecter()}
    >
      <Outlet />
      {palette ? (
        <Palette commandes={commandes} chercher={chercher} surFermeture={() => setPalette(false)} />
      ) : null}
    </Coquille>
  );
};
