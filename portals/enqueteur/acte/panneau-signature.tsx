import type { Probleme } from '@ppn/api-client';
import { Alerte, Bouton, Chargement, Dialogue, Echec, PanneauCarte, Puce } from '@ppn/kit';
import { useEffect, useRef, useState } from 'react';
import { agentDuPoste, client } from '../application/client.ts';
import { cache, invalider } from '../application/donnees.ts';
import { useCadre } from '../application/session.ts';
import { empreinteDeLOrdre } from './ordre.ts';

type ASigner = { readonly acteId: string; readonly titre: string };
type Ordre = { readonly acteId: string; readonly titre: string; readonly ordre: string };
type Refuse = { readonly acteId: string; readonly phrase: string };
type Resultat = {
  readonly acteId: string;
  readonly etat: 'scelle' | 'cosignature-attendue' | 'horodatage-attendu' | 'refuse';
  readonly phrase: string;
};
type Etape =
  | { readonly nom: 'preparation' }
  | { readonly nom: 'carte'; readonly ordres: readonly Ordre[]; readonly refus: readonly Refuse[] }
  | { readonly nom: 'scellement' }
  | { readonly nom: 'fin'; readonly resultats: readonly Resultat[]; readonly refus: readonly Refuse[] }
  | { readonly nom: 'echec'; readonly probleme: Pick<Probleme, 'title' | 'detail'> };

/** Signature d'un acte ou d'un lot : un seul panneau, un seul PIN (tape chez l'agent de carte), un resultat par acte. */
export function PanneauSignature({
  actes,
  idj,
  surFermeture,
}: {
  readonly actes: readonly ASigner[];
  readonly idj?: string;
  /** Recoit le nombre d'actes signes. */
  readonly surFermeture: (signes: number) => void;
}) {
  const { session } = useCadre();
  const [lot] = useState(actes);
  const [etape, poserEtape] = useState<Etape>({ nom: 'preparation' });
  const lance = useRef(false);

  const preparer = async (): Promise<void> => {
    const rendu = await client.appeler('POST /api/signatures/ordres', {
      corps: { actes: lot.map(({ acteId }) => acteId) },
    });
    if (!rendu.ok) poserEtape({ nom: 'echec', probleme: rendu.refus });
    else if (rendu.valeur.ordres.length === 0)
      poserEtape({ nom: 'fin', resultats: [], refus: rendu.valeur.refus });
    else poserEtape({ nom: 'carte', ...rendu.valeur });
  };
  const demarrer = useRef(preparer);
  useEffect(() => {
    if (lance.current) return;
    lance.current = true;
    void demarrer.current();
  }, []);

  const sceller = async (
    ordres: readonly Ordre[],
    refus: readonly Refuse[],
    rendus: readonly Readonly<Record<string, unknown>>[],
  ): Promise<void> => {
    poserEtape({ nom: 'scellement' });
    const signatures = ordres.map(({ acteId }, rang) => {
      const signature = rendus[rang]?.['signature'];
      return { acteId, signature: typeof signature === 'string' ? signature : '' };
    });
    const rendu = await client.appeler('POST /api/signatures', { corps: { signatures } });
    invalider({ genre: 'parapheur' });
    if (idj === undefined) void cache.invalidateQueries({ queryKey: ['dossier'] });
    else invalider({ genre: 'dossier', idj });
    if (rendu.ok) poserEtape({ nom: 'fin', resultats: rendu.valeur.resultats, refus });
    else poserEtape({ nom: 'echec', probleme: rendu.refus });
  };
  const signes = etape.nom === 'fin' ? etape.resultats.filter(({ etat }) => etat !== 'refuse').length : 0;
  const fermer = (): void => surFermeture(signes);
  const titre = lot.length === 1 ? 'Signer 1 acte' : `Signer ${lot.length} actes`;
  return (
    <Dialogue titre={titre} surFermeture={fermer}>
      {etape.nom === 'preparation' ? (
        <Attente texte="Les actes sont figés en PDF/A avant la signature…" />
      ) : null}
      {etape.nom === 'scellement' ? (
        <Attente texte="Signature reçue : vérification, horodatage et scellement…" />
      ) : null}
      {etape.nom === 'carte' ? (
        <>
          <ListeDuLot ordres={etape.ordres} />
          <Refuses refus={etape.refus} lot={lot} />
          <PanneauCarte
            agent={agentDuPoste(session.adresseAgentPoste)}
            ordres={etape.ordres.map(({ ordre }) => ordre)}
            surResultat={(rendus) => void sceller(etape.ordres, etape.refus, rendus)}
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
      {etape.nom === 'fin' ? (
        <>
          <Resultats resultats={etape.resultats} lot={lot} />
          <Refuses refus={etape.refus} lot={lot} />
        </>
      ) : null}
      {etape.nom === 'echec' ? (
        <Echec
          probleme={etape.probleme}
          reessayer={() => {
            poserEtape({ nom: 'preparation' });
            void preparer();
          }}
        />
      ) : null}
      <div className="dialogue-pied">
        <BoutonDeFin fini={etape.nom === 'fin'} surFermeture={fermer} />
      </div>
    </Dialogue>
  );
}

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

const ListeDuLot = ({ ordres }: { readonly ordres: readonly Ordre[] }) => (
  <ul className="points">
    {ordres.map(({ acteId, titre, ordre }) => (
      <li key={acteId} className="rangee-ecartee">
        <span>{titre}</span>
        <span className="chiffres discret" title="Début de l’empreinte SHA-256 de l’acte figé">
          {empreinteDeLOrdre(ordre).slice(0, 12)}
        </span>
      </li>
    ))}
  </ul>
);

const titreDe = (lot: readonly ASigner[], acteId: string): string =>
  lot.find((acte) => acte.acteId === acteId)?.titre ?? 'Acte';

function Refuses({ refus, lot }: { readonly refus: readonly Refuse[]; readonly lot: readonly ASigner[] }) {
  if (refus.length === 0) return null;
  return (
    <Alerte ton="attention" titre="Restent à signer">
      <ul>
        {refus.map(({ acteId, phrase }) => (
          <li key={acteId}>
            {titreDe(lot, acteId)} : {phrase}
          </li>
        ))}
      </ul>
    </Alerte>
  );
}

const ISSUES = {
  scelle: { ton: 'succes', libelle: 'signé et scellé' },
  'cosignature-attendue': { ton: 'info', libelle: 'signé, à cosigner' },
  'horodatage-attendu': { ton: 'info', libelle: 'signé, horodatage attendu' },
  refuse: { ton: 'danger', libelle: 'refusé' },
} as const;

const Resultats = ({
  resultats,
  lot,
}: {
  readonly resultats: readonly Resultat[];
  readonly lot: readonly ASigner[];
}) => (
  <ul className="points" aria-live="polite">
    {resultats.map(({ acteId, etat, phrase }) => (
      <li key={acteId} className="pile-serree">
        <span className="rangee-ecartee">
          <strong>{titreDe(lot, acteId)}</strong>
          <Puce ton={ISSUES[etat].ton}>{ISSUES[etat].libelle}</Puce>
        </span>
        <span className="discret">{phrase}</span>
      </li>
    ))}
  </ul>
);
