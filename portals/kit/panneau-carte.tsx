import { useEffect, useRef, useState } from 'react';
import { Bouton } from './bouton.tsx';
import { Alerte, Chargement } from './etats.tsx';

/** Refus de l'agent de carte, tel que l'api-client le rend. */
export type RefusDeCarte = {
  readonly code: string;
  readonly message: string;
  readonly essaisRestants?: number;
};
/** Une carte vue par l'agent. */
export type CarteVue = { readonly titulaire: string; readonly etat: string };
type Resultat = Readonly<Record<string, unknown>>;
type EtatDeDemande =
  | { readonly etat: 'en-attente'; readonly erreur?: RefusDeCarte }
  | { readonly etat: 'faite'; readonly resultats: readonly Resultat[] }
  | { readonly etat: 'refusee' | 'annulee'; readonly erreur: RefusDeCarte };
type Rendu<T> =
  | { readonly ok: true; readonly valeur: T }
  | { readonly ok: false; readonly refus: RefusDeCarte };

/** Port vers l'agent de carte du poste (`creerAgentDuPoste` de l'api-client le remplit). */
export type AgentDeCarte = {
  readonly origine: string;
  readonly etat: () => Promise<Rendu<readonly CarteVue[]>>;
  readonly demander: (
    ordres: readonly string[],
  ) => Promise<Rendu<{ readonly id: string; readonly fenetre?: string }>>;
  readonly suivre: (id: string) => Promise<Rendu<EtatDeDemande>>;
};
/** Ce que la barre montre de la carte. */
export type EtatDeCarte = 'presente' | 'absente' | 'agent-absent' | 'inconnu';

/** Etat de la carte, relu quand l'onglet revient devant et toutes les 30 s. */
export function useCarte(agent: AgentDeCarte | undefined): EtatDeCarte {
  const [etat, poserEtat] = useState<EtatDeCarte>('inconnu');
  useEffect(() => {
    if (agent === undefined) return undefined;
    const lire = async (): Promise<void> => {
      if (document.visibilityState === 'hidden') return;
      const lu = await agent.etat();
      if (lu.ok) poserEtat(lu.valeur.some((carte) => carte.etat === 'utilisable') ? 'presente' : 'absente');
      else poserEtat('agent-absent');
    };
    void lire();
    const minuteur = setInterval(() => void lire(), 30_000);
    document.addEventListener('visibilitychange', lire);
    return () => {
      clearInterval(minuteur);
      document.removeEventListener('visibilitychange', lire);
    };
  }, [agent]);
  return etat;
}

type Proprietes = {
  readonly agent: AgentDeCarte;
  /** Ordres signes par le service (JWS), remis tels quels a l'agent. */
  readonly ordres: readonly string[];
  readonly surResultat: (resultats: readonly Resultat[]) => void;
  readonly surRefus: (refus: RefusDeCarte) => void;
};

/**
 * Fenetre de l'agent de carte, dans la page : le PIN y est tape, jamais dans le portail. La reponse vient par
 * `postMessage` (origine verifiee) ou, a defaut, par lecture repetee de la demande.
 */
export function PanneauCarte(proprietes: Proprietes) {
  const [essai, poserEssai] = useState(0);
  return (
    <Fenetre
      key={`${essai} ${proprietes.ordres.join(' ')}`}
      {...proprietes}
      reessayer={() => poserEssai(essai + 1)}
    />
  );
}

function Fenetre({
  agent,
  ordres,
  surResultat,
  surRefus,
  reessayer,
}: Proprietes & { readonly reessayer: () => void }) {
  const [vue, poserVue] = useState<'ouverture' | 'absent' | 'a-part' | { readonly fenetre: string }>(
    'ouverture',
  );
  const rappels = useRef({ ordres, surResultat, surRefus });
  useEffect(() => {
    rappels.current = { ordres, surResultat, surRefus };
  });
  useEffect(() => {
    const fin = new AbortController();
    const conclure = (etat: EtatDeDemande): void => {
      if (fin.signal.aborted || etat.etat === 'en-attente') return;
      fin.abort();
      if (etat.etat === 'faite') rappels.current.surResultat(etat.resultats);
      else rappels.current.surRefus(etat.erreur);
    };
    const ouvrir = async (): Promise<void> => {
      const demande = await agent.demander(rappels.current.ordres);
      if (fin.signal.aborted) return;
      if (demande.ok) {
        const { fenetre } = demande.valeur;
        poserVue(fenetre === undefined ? 'a-part' : { fenetre });
        ecouter(agent.origine, demande.valeur.id, conclure, fin.signal);
        await suivre(agent, demande.valeur.id, conclure, fin.signal);
      } else if (demande.refus.code === 'agent-absent') poserVue('absent');
      else rappels.current.surRefus(demande.refus);
    };
    void ouvrir();
    return () => fin.abort();
  }, [agent]);

  if (vue === 'absent') return <AgentAbsent reessayer={reessayer} />;
  if (vue === 'a-part') return <FenetreAPart />;
  if (vue === 'ouverture') return <Chargement libelle="Ouverture de la fenêtre de l’agent de carte" />;
  return (
    <>
      <iframe
        ref={donnerFocus}
        className="fenetre-carte"
        src={vue.fenetre}
        title="Agent de carte : choix de la carte et PIN"
      />
      <p className="petit discret">
        Cette fenêtre appartient à l’agent de carte de votre poste. Le PIN n’entre jamais dans le portail.
      </p>
    </>
  );
}

const donnerFocus = (cadre: HTMLIFrameElement | null): void => {
  cadre?.addEventListener('load', () => cadre.focus(), { once: true });
};

const FenetreAPart = () => (
  <Alerte ton="info" titre="Répondez dans la fenêtre « Agent de carte »" vive>
    <p>
      Elle vient de s’ouvrir à part : choisissez-y votre carte et donnez votre PIN. Il n’entre jamais dans le
      portail. Fermer cette fenêtre annule la demande.
    </p>
  </Alerte>
);

const AgentAbsent = ({ reessayer }: { readonly reessayer: () => void }) => (
  <Alerte ton="attention" titre="L’agent de carte ne répond pas sur ce poste" vive>
    <p>
      Il lit votre carte et demande votre PIN. Démarrez-le (sur le démonstrateur, il démarre avec{' '}
      <code>npm start</code>), vérifiez que votre carte est dans le lecteur, puis réessayez.
    </p>
    <Bouton genre="primaire" onClick={reessayer}>
      Réessayer
    </Bouton>
  </Alerte>
);

function ecouter(
  origine: string,
  id: string,
  conclure: (etat: EtatDeDemande) => void,
  fin: AbortSignal,
): void {
  addEventListener(
    'message',
    (message: MessageEvent<unknown>) => {
      if (message.origin !== origine) return;
      const lu = message.data;
      if (typeof lu !== 'object' || lu === null || !('type' in lu) || lu.type !== 'ppn-agent') return;
      if (!('demande' in lu) || lu.demande !== id) return;
      const etat = lireMessage(lu);
      if (etat !== undefined) conclure(etat);
    },
    { signal: fin },
  );
}

/** Lit le message de l'agent ; `undefined` s'il n'est pas une conclusion bien formee (la lecture repetee prendra le relais). */
export function lireMessage(lu: object): EtatDeDemande | undefined {
  if (!('etat' in lu)) return undefined;
  if (lu.etat === 'faite' && 'resultats' in lu && Array.isArray(lu.resultats)) {
    const resultats: readonly unknown[] = lu.resultats;
    return {
      etat: 'faite',
      resultats: resultats.map((un) => (typeof un === 'object' && un !== null ? { ...un } : {})),
    };
  }
  if (lu.etat !== 'refusee' && lu.etat !== 'annulee') return undefined;
  const erreur = 'erreur' in lu && typeof lu.erreur === 'object' && lu.erreur !== null ? lu.erreur : {};
  return {
    etat: lu.etat,
    erreur: {
      code: 'code' in erreur && typeof erreur.code === 'string' ? erreur.code : lu.etat,
      message:
        'message' in erreur && typeof erreur.message === 'string' ? erreur.message : 'Demande abandonnée.',
    },
  };
}

async function suivre(
  agent: AgentDeCarte,
  id: string,
  conclure: (etat: EtatDeDemande) => void,
  fin: AbortSignal,
): Promise<void> {
  while (!fin.aborted) {
    await new Promise((suite) => setTimeout(suite, 700));
    if (fin.aborted) return;
    const lu = await agent.suivre(id);
    if (lu.ok) conclure(lu.valeur);
    else if (lu.refus.code === 'demande-inconnue') conclure({ etat: 'annulee', erreur: lu.refus });
  }
}
