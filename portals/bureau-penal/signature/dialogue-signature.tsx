import { creerAgentDuPoste, type Probleme } from '@ppn/api-client';
import { Alerte, Bouton, Chargement, Dialogue, Echec, PanneauCarte, pluriel, Puce } from '@ppn/kit';
import { useEffect, useMemo, useState } from 'react';
import { client } from '../client.ts';
import { useSession } from '../session.ts';
import { signaturesParActe } from './jeton-d-ordre.ts';

type ActeASigner = { readonly acteId: string; readonly titre: string };
type Ordre = { readonly acteId: string; readonly titre: string; readonly ordre: string };
type Issue = {
  readonly acteId: string;
  readonly etat: 'scelle' | 'horodatage-attendu' | 'refuse';
  readonly phrase: string;
};

type Etape =
  | { readonly nom: 'preparation' }
  | { readonly nom: 'carte'; readonly ordres: readonly Ordre[]; readonly refus: readonly Issue[] }
  | { readonly nom: 'scellement' }
  | { readonly nom: 'faite'; readonly issues: readonly Issue[] }
  | { readonly nom: 'echec'; readonly probleme: Probleme };

type Proprietes = {
  readonly actes: readonly ActeASigner[];
  readonly surFermeture: () => void;
  /** Au moins un acte est scelle (ou son horodatage est attendu). */
  readonly surSignature?: () => void;
};

const probleme = (title: string, code: string, detail: string): Probleme => ({
  type: 'about:blank',
  title,
  status: 0,
  code,
  detail,
});

const preparer = async (actes: readonly string[]): Promise<Etape> => {
  const reponse = await client.appeler('POST /api/signatures/ordres', { corps: { actes: [...actes] } });
  if (!reponse.ok) return { nom: 'echec', probleme: reponse.refus };
  const refus = reponse.valeur.refus.map(
    ({ acteId, phrase }) => ({ acteId, etat: 'refuse', phrase }) as const,
  );
  return reponse.valeur.ordres.length === 0
    ? { nom: 'faite', issues: refus }
    : { nom: 'carte', ordres: reponse.valeur.ordres, refus };
};

const sceller = async (
  ordres: readonly Ordre[],
  refus: readonly Issue[],
  resultats: readonly Readonly<Record<string, unknown>>[],
): Promise<Etape> => {
  const signatures = signaturesParActe(ordres, resultats);
  if (signatures.length === 0)
    return {
      nom: 'echec',
      probleme: probleme(
        'Aucune signature',
        'signature-absente',
        'La carte n’a rendu aucune signature. Recommencez.',
      ),
    };
  const reponse = await client.appeler('POST /api/signatures', { corps: { signatures: [...signatures] } });
  return reponse.ok
    ? { nom: 'faite', issues: [...reponse.valeur.resultats, ...refus] }
    : { nom: 'echec', probleme: reponse.refus };
};

const etiquettes: Readonly<
  Record<Issue['etat'], { readonly libelle: string; readonly ton: 'succes' | 'info' | 'danger' }>
> = {
  scelle: { libelle: 'signé et scellé', ton: 'succes' },
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
export const DialogueSignature = ({ actes, surFermeture, surSignature }: Proprietes) => {
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
  const titre = actes.length === 1 ? 'Signer la décision' : `Signer ${pluriel(actes.length, 'acte')}`;

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
                  ? 'La décision est signée.'
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
