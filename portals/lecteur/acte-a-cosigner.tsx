import type { Probleme, Result } from '@ppn/api-client';
import { Alerte, Bouton, ChampZone, Dialogue, Echec, Panneau, useRaccourcis } from '@ppn/kit';
import { useState } from 'react';
import { UnActe } from './un-acte.tsx';

type Proprietes = {
  readonly acte: {
    readonly acteId: string;
    readonly titre: string;
    readonly redacteur: string;
    readonly cosignataire: { readonly matricule: string; readonly nom: string } | null;
  };
  readonly matricule: string;
  /** Nom de l'agent connecte : le redacteur peut abandonner, le service le verifie. */
  readonly nom: string;
  readonly adresse: string;
  readonly surCosigner: () => void;
  readonly abandonner: (motif: string) => Promise<Result<unknown, Probleme>>;
  readonly surAbandon: () => void;
};

/** Un acte signe par son redacteur : qui doit le cosigner le lit tel qu'il est signe, puis le cosigne. */
export function ActeACosigner({
  acte: { acteId, titre, redacteur, cosignataire },
  matricule,
  nom,
  adresse,
  surCosigner,
  abandonner,
  surAbandon,
}: Proprietes) {
  const [abandon, poserAbandon] = useState(false);
  const moi = cosignataire?.matricule === matricule;
  const cosigner = (): void => {
    if (moi) surCosigner();
  };
  useRaccourcis([{ touche: 's', libelle: 'Cosigner cet acte', groupe: 'Rédaction', action: cosigner }]);
  return (
    <Panneau
      titre={titre}
      actions={
        moi ? (
          <Bouton genre="primaire" touche="S" onClick={cosigner}>
            Cosigner
          </Bouton>
        ) : nom === redacteur ? (
          <Bouton genre="discret" onClick={() => poserAbandon(true)}>
            Abandonner cet acte
          </Bouton>
        ) : null
      }
    >
      <div className="pile">
        <Alerte ton="info">
          {moi
            ? `Signé par ${redacteur}. Lisez l’acte ci-dessous, puis cosignez-le\u00A0: rien n’y change.`
            : `Signé par ${redacteur}. Il attend la cosignature de ${cosignataire?.nom ?? 'l’agent désigné'} avant d’être scellé et versé au dossier.`}
        </Alerte>
        <section className="cadre-lecteur" aria-label={`${titre}, signé par ${redacteur}`}>
          <UnActe id={acteId} titre={titre} adresse={adresse} cleVues={`${matricule}:${acteId}`} raccourcis />
        </section>
      </div>
      {abandon ? (
        <Abandon
          titre={titre}
          abandonner={abandonner}
          surAbandon={surAbandon}
          surFermeture={() => poserAbandon(false)}
        />
      ) : null}
    </Panneau>
  );
}

function Abandon({
  titre,
  abandonner,
  surAbandon,
  surFermeture,
}: Pick<Proprietes, 'abandonner' | 'surAbandon'> & {
  readonly titre: string;
  readonly surFermeture: () => void;
}) {
  const [motif, poserMotif] = useState('');
  const [encours, poserEncours] = useState(false);
  const [refus, poserRefus] = useState<Probleme>();
  const valider = async (): Promise<void> => {
    poserEncours(true);
    const rendu = await abandonner(motif.trim());
    poserEncours(false);
    if (rendu.ok) surAbandon();
    else poserRefus(rendu.refus);
  };
  return (
    <Dialogue titre="Abandonner cet acte déjà signé ?" surFermeture={surFermeture}>
      <p>
        {titre} porte votre signature et n’est pas cosigné. Il n’entrera pas au dossier ; le fait, le motif et
        l’acte signé restent gardés, et son numéro ne resservira pas.
      </p>
      <ChampZone
        libelle="Motif"
        rows={2}
        maxLength={500}
        value={motif}
        surSaisie={poserMotif}
        erreur={refus?.code === 'motif-absent' ? refus.detail : undefined}
      />
      {refus === undefined || refus.code === 'motif-absent' ? null : <Echec probleme={refus} />}
      <div className="dialogue-pied">
        <Bouton onClick={surFermeture}>Garder</Bouton>
        <Bouton genre="danger" enCours={encours} onClick={() => void valider()}>
          Abandonner l’acte
        </Bouton>
      </div>
    </Dialogue>
  );
}
