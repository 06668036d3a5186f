import { CreditCard } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Bouton } from './bouton.tsx';
import { Alerte } from './etats.tsx';
import { PanneauCarte } from './panneau-carte.tsx';
import type { AgentDeCarte, RefusDeCarte } from './panneau-carte.tsx';
import { TitrePage } from './titre.tsx';

type Rendu<T> =
  | { readonly ok: true; readonly valeur: T }
  | { readonly ok: false; readonly refus: { readonly code: string; readonly detail: string } };
/** La reponse de la carte au defi, telle que le service l'attend ; ce que l'agent n'a pas dit est vide, et sera refuse. */
type ReponseDeCarte = {
  readonly certificatAuthentification: string;
  readonly certificatSignature: string;
  readonly chaine: string[];
  readonly signature: string;
};
/** Ce que la page de connexion demande au service. */
export type PortsDeConnexion = {
  readonly demanderDefi: () => Promise<Rendu<{ readonly ordre: string; readonly adresseAgentPoste: string }>>;
  /** Remet la reponse de la carte au service. */
  readonly ouvrir: (ordre: string, resultat: ReponseDeCarte) => Promise<Rendu<unknown>>;
  readonly creerAgent: (adresse: string) => AgentDeCarte;
};

type Etape =
  | { readonly nom: 'repos'; readonly erreur?: string }
  | { readonly nom: 'defi' }
  | { readonly nom: 'carte'; readonly ordre: string; readonly agent: AgentDeCarte }
  | { readonly nom: 'ouverture' };

/** Page de connexion : un seul bouton, la carte et son PIN dans la fenetre de l'agent, chaque refus dans sa phrase. */
export function PageConnexion({
  portail,
  service,
  ports,
  surOuverture,
  motif,
  autres,
  sansCarte = false,
}: {
  readonly portail: string;
  readonly service: string;
  readonly ports: PortsDeConnexion;
  readonly surOuverture: () => void;
  /** Pourquoi on est ici (session expiree…). */
  readonly motif?: string | undefined;
  /** D'autres facons d'entrer, sous la carte. */
  readonly autres?: ReactNode;
  /** La carte n'ouvre rien ici : les autres facons seulement. */
  readonly sansCarte?: boolean;
}) {
  const [etape, poserEtape] = useState<Etape>({ nom: 'repos' });
  const bouton = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (etape.nom === 'repos') bouton.current?.focus();
  }, [etape.nom]);

  const commencer = async (): Promise<void> => {
    poserEtape({ nom: 'defi' });
    const defi = await ports.demanderDefi();
    if (!defi.ok) poserEtape({ nom: 'repos', erreur: phraseDeConnexion(defi.refus.code, defi.refus.detail) });
    else
      poserEtape({
        nom: 'carte',
        ordre: defi.valeur.ordre,
        agent: ports.creerAgent(defi.valeur.adresseAgentPoste),
      });
  };
  const conclure = async (
    ordre: string,
    resultat: Readonly<Record<string, unknown>> | undefined,
  ): Promise<void> => {
    if (resultat === undefined)
      return poserEtape({ nom: 'repos', erreur: 'La carte n’a rien rendu. Réessayez.' });
    poserEtape({ nom: 'ouverture' });
    const session = await ports.ouvrir(ordre, lireReponse(resultat));
    if (session.ok) return surOuverture();
    return poserEtape({ nom: 'repos', erreur: phraseDeConnexion(session.refus.code, session.refus.detail) });
  };
  const refuser = (refus: RefusDeCarte): void =>
    poserEtape({ nom: 'repos', erreur: phraseDeConnexion(refus.code, refus.message) });

  return (
    <main className="connexion">
      <div className="connexion-carte">
        <div className="pile-serree">
          <p className="discret petit">{service}</p>
          <TitrePage onglet="Connexion">{portail}</TitrePage>
        </div>
        {motif === undefined ? null : <Alerte ton="info">{motif}</Alerte>}
        {etape.nom === 'repos' && etape.erreur !== undefined ? (
          <Alerte ton="danger" vive>
            {etape.erreur}
          </Alerte>
        ) : null}
        {etape.nom === 'carte' ? (
          <PanneauCarte
            agent={etape.agent}
            ordres={[etape.ordre]}
            surResultat={([premier]) => void conclure(etape.ordre, premier)}
            surRefus={refuser}
          />
        ) : null}
        {etape.nom === 'carte' ? (
          <Bouton genre="discret" onClick={() => poserEtape({ nom: 'repos' })}>
            Abandonner
          </Bouton>
        ) : sansCarte ? null : (
          <Bouton
            ref={bouton}
            genre="primaire"
            touche="Entrée"
            icone={<CreditCard size={18} aria-hidden="true" />}
            enCours={etape.nom !== 'repos'}
            onClick={() => void commencer()}
          >
            {etape.nom === 'repos' ? 'Se connecter avec ma carte' : 'Vérification…'}
          </Bouton>
        )}
        {etape.nom === 'repos' ? autres : null}
      </div>
      <p className="demonstrateur">Démonstrateur, non officiel. Données entièrement fictives.</p>
    </main>
  );
}

const texte = (valeur: unknown): string => (typeof valeur === 'string' ? valeur : '');

const lireReponse = (resultat: Readonly<Record<string, unknown>>): ReponseDeCarte => ({
  certificatAuthentification: texte(resultat['certificatAuthentification']),
  certificatSignature: texte(resultat['certificatSignature']),
  chaine: Array.isArray(resultat['chaine']) ? resultat['chaine'].map(texte) : [],
  signature: texte(resultat['signature']),
});

/** Phrases des refus connus de l'agent et des services ; un code inconnu garde la phrase recue. */
const PHRASES: Readonly<Record<string, string>> = {
  annulee: 'Connexion abandonnée : aucun PIN n’a été tapé.',
  'aucune-carte': 'Aucune carte dans le lecteur. Insérez votre carte d’agent, puis recommencez.',
  'carte-absente': 'La carte a été retirée. Remettez-la dans le lecteur, puis recommencez.',
  'carte-illisible': 'Cette carte ne se lit pas. Nettoyez la puce ou essayez un autre lecteur.',
  'carte-verrouillee':
    'Carte verrouillée après trois PIN faux. Faites-la débloquer par votre bureau des cartes.',
  'certificat-expire':
    'Le certificat de votre carte a expiré. Demandez son renouvellement à votre bureau des cartes.',
  'ordre-expire': 'Le délai de cinq minutes est passé. Recommencez.',
  'origine-refusee': 'L’agent de carte ne connaît pas ce portail. Signalez-le à votre support.',
  injoignable: 'Le service ne répond pas. Vérifiez votre réseau, puis recommencez.',
};

const phraseDeConnexion = (code: string, recue: string): string => PHRASES[code] ?? recue;
