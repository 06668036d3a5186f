import { X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Bouton, BoutonIcone } from '../bouton.tsx';
import { Dialogue } from '../dialogue.tsx';
import { Alerte, Chargement, Echec, Puce } from '../etats.tsx';
import { pluriel } from '../formats.ts';
import { type AgentDeCarte, PanneauCarte } from '../panneau-carte.tsx';
import {
  type ActeASigner,
  type EtapeDeSignature,
  type IssueDeSignature,
  type PortsDeSignature,
  preparerLeLot,
  retirerDuLot,
  scellerLeLot,
} from './etapes-de-signature.ts';
import { empreinteDeLOrdre } from './jeton-d-ordre.ts';

type Proprietes = {
  readonly actes: readonly ActeASigner[];
  readonly agent: AgentDeCarte;
  readonly ports: PortsDeSignature;
  /** Recoit le nombre d'actes signes. */
  readonly surFermeture: (signes: number) => void;
  /** Au moins un acte est scelle (ou sa suite est attendue). */
  readonly surSignature?: (() => void) | undefined;
  /** Ce qu'un acte seul est, dans les phrases. */
  readonly quoi?: Quoi;
};
type Quoi = 'décision' | 'mention' | 'conversion' | 'acte' | 'document' | 'minute' | 'déclaration';

/** Une seule fenetre pour signer : le lot gele, la carte et son PIN (chez l'agent), puis l'issue de chaque acte. */
export function DialogueDeSignature({
  actes,
  agent,
  ports,
  surFermeture,
  surSignature,
  quoi = 'acte',
}: Proprietes) {
  const [lot] = useState(actes);
  const [etape, poserEtape] = useState<EtapeDeSignature>({ nom: 'preparation' });
  const [essai, poserEssai] = useState(0);
  const portsDuLot = useRef(ports);
  useEffect(() => {
    let actif = true;
    const commencer = async (): Promise<void> => {
      const suite = await preparerLeLot(
        portsDuLot.current,
        lot.map(({ acteId }) => acteId),
      );
      if (actif) poserEtape(suite);
    };
    void commencer();
    return () => {
      actif = false;
    };
  }, [lot, essai]);
  const signes = etape.nom === 'faite' ? etape.issues.filter(({ etat }) => etat !== 'refuse').length : 0;
  const fermer = (): void => surFermeture(signes);
  const conclure = async (
    carte: Extract<EtapeDeSignature, { nom: 'carte' }>,
    resultats: readonly Readonly<Record<string, unknown>>[],
  ): Promise<void> => {
    poserEtape({ nom: 'scellement' });
    const suite = await scellerLeLot(ports, carte, resultats);
    poserEtape(suite);
    if (suite.nom === 'faite' && suite.issues.some(({ etat }) => etat !== 'refuse')) surSignature?.();
  };
  return (
    <Dialogue titre={titreDe(lot.length, quoi)} surFermeture={fermer}>
      {etape.nom === 'preparation' ? (
        <Attente texte="Les documents sont figés en PDF avant la signature…" />
      ) : null}
      {etape.nom === 'scellement' ? (
        <Attente texte="Signature reçue : vérification, horodatage et scellement…" />
      ) : null}
      {etape.nom === 'carte' ? (
        <>
          <Lot
            carte={etape}
            retirer={(acteId) => {
              const suite = retirerDuLot(etape, acteId);
              if (suite === undefined) fermer();
              else poserEtape(suite);
            }}
          />
          <Bilan issues={etape.refus} lot={lot} />
          <PanneauCarte
            agent={agent}
            ordres={etape.ordres.map(({ ordre }) => ordre)}
            surResultat={(resultats) => void conclure(etape, resultats)}
            surRefus={({ code, message }) =>
              poserEtape({
                nom: 'echec',
                probleme: {
                  title: code === 'annulee' ? 'Signature abandonnée' : 'La carte n’a pas signé',
                  detail: message,
                },
              })
            }
          />
        </>
      ) : null}
      {etape.nom === 'faite' ? (
        <>
          <Conclusion issues={etape.issues} quoi={quoi} />
          <Bilan issues={etape.issues} lot={lot} />
        </>
      ) : null}
      {etape.nom === 'echec' ? (
        <Echec
          probleme={etape.probleme}
          reessayer={() => {
            poserEtape({ nom: 'preparation' });
            poserEssai(essai + 1);
          }}
        />
      ) : null}
      <div className="dialogue-pied">
        <BoutonDeFin fini={etape.nom === 'faite'} surFermeture={fermer} />
      </div>
    </Dialogue>
  );
}

const titreDe = (nombre: number, quoi: Quoi): string => {
  if (nombre > 1) return `Signer ${pluriel(nombre, quoi === 'document' ? 'document' : 'acte')}`;
  return quoi === 'acte' ? 'Signer 1 acte' : `Signer ${ARTICLES[quoi]}`;
};

const ARTICLES: { readonly [quoi in Quoi]: string } = {
  décision: 'la décision',
  mention: 'la mention',
  conversion: 'la conversion',
  acte: 'l’acte',
  document: 'le document',
  minute: 'la minute',
  déclaration: 'la déclaration',
};

/** Le bouton prend le focus quand tout est fini : Entrée referme. */
function BoutonDeFin({ fini, surFermeture }: { readonly fini: boolean; readonly surFermeture: () => void }) {
  const bouton = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (fini) bouton.current?.focus();
  }, [fini]);
  return (
    <Bouton ref={bouton} genre={fini ? 'primaire' : 'normal'} onClick={surFermeture}>
      {fini ? 'Terminer' : 'Abandonner'}
    </Bouton>
  );
}

const Attente = ({ texte }: { readonly texte: string }) => (
  <div className="pile-serree">
    <p>{texte}</p>
    <Chargement libelle={texte} />
  </div>
);

/** Ce que la carte va signer ; un acte se retire encore, sans toucher aux autres. */
const Lot = ({
  carte,
  retirer,
}: {
  readonly carte: Extract<EtapeDeSignature, { nom: 'carte' }>;
  readonly retirer: (acteId: string) => void;
}) => (
  <ul className="points lot-a-signer" aria-label="Ce que la carte va signer">
    {carte.ordres.map(({ acteId, titre, ordre }) => (
      <li key={acteId} className="rangee-ecartee">
        <span>{titre}</span>
        <span className="rangee">
          <span className="chiffres discret petit" title="Début de l’empreinte SHA-256 du document figé">
            {empreinteDeLOrdre(ordre).slice(0, 12)}
          </span>
          {carte.ordres.length > 1 ? (
            <BoutonIcone libelle={`Retirer du lot : ${titre}`} onClick={() => retirer(acteId)}>
              <X size={16} aria-hidden="true" />
            </BoutonIcone>
          ) : null}
        </span>
      </li>
    ))}
  </ul>
);

function Conclusion({ issues, quoi }: { readonly issues: readonly IssueDeSignature[]; readonly quoi: Quoi }) {
  if (issues.some(({ etat }) => etat === 'refuse'))
    return (
      <Alerte ton="attention" titre="Tout n’est pas signé" vive>
        <p>Ce qui est refusé reste à signer, avec sa raison ; le reste est signé.</p>
      </Alerte>
    );
  return (
    <Alerte ton="succes" vive>
      <p>
        {issues.length === 1 ? SIGNE[quoi] : `${pluriel(issues.length, 'signature')} sur ${issues.length}.`}
      </p>
    </Alerte>
  );
}

const SIGNE: { readonly [quoi in Quoi]: string } = {
  décision: 'La décision est signée.',
  mention: 'La mention est signée.',
  conversion: 'La conversion est signée.',
  acte: 'L’acte est signé.',
  document: 'Le document est signé.',
  minute: 'La minute est signée.',
  déclaration: 'La déclaration est signée.',
};

const ISSUES = {
  scelle: { ton: 'succes', libelle: 'signé et scellé' },
  'cosignature-attendue': { ton: 'info', libelle: 'signé, à cosigner' },
  'horodatage-attendu': { ton: 'info', libelle: 'signé, horodatage attendu' },
  refuse: { ton: 'danger', libelle: 'refusé' },
} as const;

/** L'issue de chaque acte, sa raison dessous ; les refus d'abord. */
function Bilan({
  issues,
  lot,
}: {
  readonly issues: readonly IssueDeSignature[];
  readonly lot: readonly ActeASigner[];
}) {
  if (issues.length === 0) return null;
  const refusDAbord = issues.toSorted((a, b) => Number(b.etat === 'refuse') - Number(a.etat === 'refuse'));
  return (
    <ul className="points bilan-de-signature" aria-live="polite" aria-label="Ce qui est signé">
      {refusDAbord.map(({ acteId, etat, phrase }) => (
        <li key={acteId} className="pile-serree">
          <span className="rangee-ecartee">
            <strong>{lot.find((acte) => acte.acteId === acteId)?.titre ?? 'Acte'}</strong>
            <Puce ton={ISSUES[etat].ton}>{ISSUES[etat].libelle}</Puce>
          </span>
          <span className="discret petit">{phrase}</span>
        </li>
      ))}
    </ul>
  );
}
