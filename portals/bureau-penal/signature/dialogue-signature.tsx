import { creerAgentDuPoste } from '@ppn/api-client';
import { Alerte, Bouton, Chargement, Dialogue, Echec, PanneauCarte, pluriel, Puce } from '@ppn/kit';
import { useEffect, useMemo, useState } from 'react';
import { useSession } from '../session.ts';
import {
  type ActeASigner,
  type Etape,
  type Issue,
  type Ordre,
  preparer,
  probleme,
  sceller,
} from './etapes-de-signature.ts';

type Proprietes = {
  readonly actes: readonly ActeASigner[];
  readonly surFermeture: () => void;
  /** Ce qu'un acte seul est, dans les phrases. */
  readonly quoi?: 'décision' | 'mention' | 'conversion' | 'acte';
  /** Au moins un acte est scelle (ou son horodatage est attendu). */
  readonly surSignature?: () => void;
};

const etiquettes: Readonly<
  Record<Issue['etat'], { readonly libelle: string; readonly ton: 'succes' | 'info' | 'danger' }>
> = {
  scelle: { libelle: 'signé et scellé', ton: 'succes' },
  'cosignature-attendue': { libelle: 'signé, à cosigner', ton: 'info' },
  'horodatage-attendu': { libelle: 'signé, horodatage attendu', ton: 'info' },
  refuse: { libelle: 'refusé', ton: 'danger' },
};

const Bilan = ({
  issues,
  actes,
}: {
  readonly issues: readonly Issue[];
  readonly actes: readonly ActeASigner[];
}) => (
  <ul className="liste bilan">
    {issues.map((issue) => (
      <li key={issue.acteId} className="pile-serree">
        <span className="rangee">
          <Puce ton={etiquettes[issue.etat].ton}>{etiquettes[issue.etat].libelle}</Puce>
          <strong>{actes.find(({ acteId }) => acteId === issue.acteId)?.titre ?? 'Acte'}</strong>
        </span>
        {issue.phrase === '' ? null : <span className="petit discret">{issue.phrase}</span>}
      </li>
    ))}
  </ul>
);

/** Une seule fenetre pour signer : les actes geles, la carte et son PIN (chez l'agent), puis l'issue de chaque acte. */
export const DialogueSignature = ({ actes, surFermeture, quoi = 'décision', surSignature }: Proprietes) => {
  const session = useSession();
  const agent = useMemo(() => creerAgentDuPoste(session.adresseAgentPoste), [session.adresseAgentPoste]);
  const [etape, setEtape] = useState<Etape>({ nom: 'preparation' });
  const [essai, setEssai] = useState(0);
  const cle = actes.map(({ acteId }) => acteId).join(' ');
  useEffect(() => {
    let actif = true;
    const commencer = async (): Promise<void> => {
      setEtape({ nom: 'preparation' });
      const suite = await preparer(cle.split(' '));
      if (actif) setEtape(suite);
    };
    void commencer();
    return () => {
      actif = false;
    };
  }, [cle, essai]);

  const conclure = async (
    ordres: readonly Ordre[],
    refus: readonly Issue[],
    resultats: readonly Readonly<Record<string, unknown>>[],
  ): Promise<void> => {
    setEtape({ nom: 'scellement' });
    const suite = await sceller(ordres, refus, resultats);
    setEtape(suite);
    if (suite.nom === 'faite' && suite.issues.some(({ etat }) => etat !== 'refuse')) surSignature?.();
  };
  const titre =
    actes.length === 1
      ? `Signer ${quoi === 'acte' ? 'l’acte' : `la ${quoi}`}`
      : `Signer ${pluriel(actes.length, 'acte')}`;

  return (
    <Dialogue titre={titre} surFermeture={surFermeture}>
      {etape.nom === 'preparation' ? <Chargement libelle="Gel du document avant signature" /> : null}
      {etape.nom === 'scellement' ? <Chargement libelle="Vérification, horodatage et scellement" /> : null}
      {etape.nom === 'carte' ? (
        <>
          <ul className="petit actes-a-signer">
            {etape.ordres.map((ordre) => (
              <li key={ordre.acteId}>{ordre.titre}</li>
            ))}
          </ul>
          {etape.refus.length > 0 ? <Bilan issues={etape.refus} actes={actes} /> : null}
          <PanneauCarte
            agent={agent}
            ordres={etape.ordres.map(({ ordre }) => ordre)}
            surResultat={(resultats) => void conclure(etape.ordres, etape.refus, resultats)}
            surRefus={(refus) =>
              setEtape({
                nom: 'echec',
                probleme: probleme('Signature abandonnée', refus.code, refus.message),
              })
            }
          />
        </>
      ) : null}
      {etape.nom === 'faite' ? (
        <>
          {etape.issues.some(({ etat }) => etat === 'refuse') ? (
            <Alerte ton="attention" titre="Tout n’est pas signé" vive>
              <p>Ce qui est refusé reste à signer, avec sa raison ; le reste est signé.</p>
            </Alerte>
          ) : (
            <Alerte ton="succes" vive>
              <p>
                {etape.issues.length === 1
                  ? `La ${quoi} est signée.`
                  : `${pluriel(etape.issues.length, 'acte')} signés.`}
              </p>
            </Alerte>
          )}
          <Bilan issues={etape.issues} actes={actes} />
          <div className="dialogue-pied">
            <Bouton genre="primaire" onClick={surFermeture}>
              Fermer
            </Bouton>
          </div>
        </>
      ) : null}
      {etape.nom === 'echec' ? (
        <Echec probleme={etape.probleme} reessayer={() => setEssai(essai + 1)} />
      ) : null}
    </Dialogue>
  );
};
