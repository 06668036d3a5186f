import { Bouton, Echec, EtatVide, heure, Liste, Panneau, type ProblemeVu, Rang } from '@ppn/kit';
import { useState } from 'react';
import { cache } from '../application/donnees.ts';
import type { Redaction } from '../application/types.ts';
import { clientDeMesure, type VueMesure } from './donnees.ts';
import { preparerActe } from './preparer.ts';
import { SignerLesActes } from './signer-les-actes.tsx';

/** Le registre du depot, pour qui garde la personne sans etre l'unite de la mesure : engendre de ses entrees, signe d'ici. */
export function RegistreDuDepot({ vue }: { readonly vue: VueMesure }) {
  const { idj, id } = vue.mesure;
  const [acte, poserActe] = useState<Redaction>();
  const [refus, poserRefus] = useState<ProblemeVu>();
  const arrivee = vue.entrees.some(({ type }) => type === 'arrivee-au-depot');
  const signer = async (): Promise<void> => {
    const rendu = await preparerActe({ idj, mesure: id, type: 'gav-depot', contenu: {} });
    poserRefus(rendu.ok ? undefined : rendu.refus);
    if (rendu.ok) poserActe(rendu.valeur);
  };
  return (
    <Panneau
      titre="Registre du dépôt"
      nu
      actions={
        arrivee && vue.peut.includes('signer') ? (
          <Bouton genre="primaire" onClick={() => void signer()}>
            Signer le registre
          </Bouton>
        ) : null
      }
    >
      {refus === undefined ? null : <Echec probleme={refus} />}
      {vue.actes.length === 0 ? (
        <EtatVide>
          <p>Pas encore signé. Il reprend ce qui est consigné depuis l’arrivée (803-3 al. 5 CPP).</p>
        </EtatVide>
      ) : (
        <Liste libelle="Registres du dépôt signés">
          {vue.actes.map(({ acteId, signataires, enregistreA }) => (
            <Rang key={acteId}>
              <a
                className="rang rang-haut"
                href={clientDeMesure.adresse('GET /api/mesures/:id/pieces/:piece', { id, piece: acteId })}
                target="_blank"
                rel="noreferrer"
              >
                Registre signé à {heure(signataires.at(-1)?.signeA ?? enregistreA)}
              </a>
            </Rang>
          ))}
        </Liste>
      )}
      {acte === undefined ? null : (
        <SignerLesActes
          idj={idj}
          actes={[acte]}
          surFin={() => {
            poserActe(undefined);
            void cache.invalidateQueries({ queryKey: ['mesure', id] });
          }}
        />
      )}
    </Panneau>
  );
}
