import {
  Bouton,
  Chargement,
  Echec,
  EtatVide,
  Liste,
  Panneau,
  pluriel,
  Puce,
  TitrePage,
  useRaccourcis,
} from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { PanneauSignature } from '../acte/panneau-signature.tsx';
import { lectureParapheur, problemeDe } from '../application/donnees.ts';
import { useCadre } from '../application/session.ts';
import type { AParapher } from '../application/types.ts';

/** Parapheur : ce qui attend ma signature, groupe par dossier ; X choisit, Ctrl A tout, S signe d'un seul PIN. */
export function Parapheur() {
  const { data: actes, isError, error, refetch } = useQuery(lectureParapheur);
  const [ecartes, poserEcartes] = useState<ReadonlySet<string>>(new Set());
  const [signature, poserSignature] = useState<readonly AParapher[] | undefined>(undefined);
  const prets = (actes ?? []).filter(
    ({ manques, etat }) => manques.length === 0 && etat !== 'signature-recue',
  );
  const choisis = prets.filter(({ acteId }) => !ecartes.has(acteId));
  const basculer = (acteId: string): void =>
    poserEcartes((avant) =>
      avant.has(acteId) ? new Set([...avant].filter((un) => un !== acteId)) : new Set([...avant, acteId]),
    );
  const signer = (): void => {
    if (choisis.length > 0) poserSignature(choisis);
  };
  useRaccourcis([
    {
      touche: 'x',
      libelle: 'Choisir ou laisser la ligne',
      groupe: 'Parapheur',
      action: () => basculer(ligneCourante()),
    },
    { touche: 'ctrl+a', libelle: 'Tout choisir', groupe: 'Parapheur', action: () => poserEcartes(new Set()) },
    { touche: 's', libelle: 'Signer les actes choisis', groupe: 'Parapheur', action: signer },
  ]);
  return (
    <div className="pile">
      <div className="rangee-ecartee">
        <TitrePage onglet="Parapheur">Parapheur</TitrePage>
        {prets.length === 0 ? null : (
          <div className="rangee">
            <span className="discret petit">{`${pluriel(choisis.length, 'choisi')} sur ${prets.length}`}</span>
            <Bouton
              touche="Ctrl A"
              onClick={() =>
                poserEcartes(
                  choisis.length === prets.length ? new Set(prets.map(({ acteId }) => acteId)) : new Set(),
                )
              }
            >
              {choisis.length === prets.length ? 'Aucun' : 'Tous'}
            </Bouton>
            <Bouton genre="primaire" touche="S" onClick={signer}>
              {choisis.length === 0 ? 'Choisissez un acte' : `Signer ${pluriel(choisis.length, 'acte')}`}
            </Bouton>
          </div>
        )}
      </div>
      {isError ? <Echec probleme={problemeDe(error)} reessayer={() => void refetch()} /> : null}
      {actes === undefined && !isError ? <Chargement /> : null}
      {actes?.length === 0 ? (
        <Panneau titre="Rien à signer" nu>
          <EtatVide>
            Aucun acte ne vous attend. Un acte complet arrive ici dès qu’il ne lui manque plus rien.
          </EtatVide>
        </Panneau>
      ) : null}
      {[...Map.groupBy(actes ?? [], ({ idj }) => idj)].map(([idj, groupe]) => (
        <Groupe
          key={idj}
          idj={idj}
          actes={groupe}
          choisi={(acteId) => choisis.some((un) => un.acteId === acteId)}
          basculer={basculer}
        />
      ))}
      {signature === undefined ? null : (
        <PanneauSignature actes={signature} surFermeture={() => poserSignature(undefined)} />
      )}
    </div>
  );
}

function Groupe({
  idj,
  actes,
  choisi,
  basculer,
}: {
  readonly idj: string;
  readonly actes: readonly AParapher[];
  readonly choisi: (acteId: string) => boolean;
  readonly basculer: (acteId: string) => void;
}) {
  const premier = actes[0];
  const { session } = useCadre();
  return (
    <Panneau
      nu
      titre={
        session.agent.qualite === 'interprete' ? (
          premier?.intitule
        ) : (
          <Link to="/dossiers/$idj" params={{ idj }}>
            {premier?.intitule}
          </Link>
        )
      }
      actions={<span className="discret petit chiffres">{`${premier?.numero ?? ''} · ${idj}`}</span>}
    >
      <Liste libelle={`Actes de ${premier?.intitule ?? idj}`}>
        {actes.map((acte) => (
          <li key={acte.acteId} className="rang" data-rang="" data-acte={acte.acteId}>
            <CaseDeLot acte={acte} coche={choisi(acte.acteId)} basculer={() => basculer(acte.acteId)} />
            <Link
              to={acte.etat === 'a-cosigner' ? '/parapheur/$idj/$acteId' : '/dossiers/$idj/actes/$acteId'}
              params={{ idj, acteId: acte.acteId }}
              className="rang-titre"
            >
              {acte.titre}
            </Link>
            <span className="rang-suite">rédigé par {acte.redacteur}</span>
            <span className="rang-fin">
              <EtatDeLigne acte={acte} />
            </span>
          </li>
        ))}
      </Liste>
    </Panneau>
  );
}

function CaseDeLot({
  acte,
  coche,
  basculer,
}: {
  readonly acte: AParapher;
  readonly coche: boolean;
  readonly basculer: () => void;
}) {
  const signable = acte.manques.length === 0 && acte.etat !== 'signature-recue';
  return (
    <input
      type="checkbox"
      className="case-de-lot"
      aria-label={`Signer ${acte.titre}`}
      checked={signable && coche}
      disabled={!signable}
      onChange={basculer}
    />
  );
}

function EtatDeLigne({ acte }: { readonly acte: AParapher }) {
  if (acte.etat === 'signature-recue') return <Puce ton="info">horodatage attendu</Puce>;
  if (acte.etat === 'a-cosigner') return <Puce ton="alerte">à cosigner</Puce>;
  return acte.manques.length === 0 ? (
    <Puce ton="alerte">prêt à signer</Puce>
  ) : (
    <Puce>{`${pluriel(acte.manques.length, 'point')} à compléter`}</Puce>
  );
}

const ligneCourante = (): string =>
  document.activeElement?.closest<HTMLElement>('[data-acte]')?.dataset['acte'] ?? '';
