import { Alerte, Bouton, Echec, heure, Panneau, pluriel } from '@ppn/kit';
import type { ProblemeVu } from '@ppn/kit';
import { useNavigate } from '@tanstack/react-router';
import { MonitorSmartphone, PenLine } from 'lucide-react';
import { useState } from 'react';
import { client } from '../../application/client.ts';
import { cache, lectureRecueil } from '../../application/donnees.ts';
import type { Recueil, Remise } from '../../application/types.ts';
import { partirSurCePoste } from '../../tablette/sur-ce-poste.ts';
import { DialogueDeRemise } from './dialogue-de-remise.tsx';
import { LigneDeSignataire } from './ligne-de-signataire.tsx';
import { relire } from './relire.ts';

type Acte = { readonly idj: string; readonly acteId: string };

/** Signatures manuscrites de l'acte : tablette, ce poste, refus, impossibilite ; l'etat vit pendant que la personne signe. */
export function PanneauDesSignatures({
  idj,
  acteId,
  recueil,
  vider,
}: Acte & { readonly recueil: Recueil; readonly vider: () => Promise<boolean> }) {
  const [remise, poserRemise] = useState<Remise | undefined>(undefined);
  const [refus, poserRefus] = useState<ProblemeVu | undefined>(undefined);
  const naviguer = useNavigate();
  const reste = recueil.signataires.filter(({ issue }) => issue === null).length;
  const remettre = async (): Promise<Remise | undefined> => {
    if (!(await vider())) return undefined;
    const rendu = await client.appeler('POST /api/dossiers/:idj/actes/:acteId/remise', { idj, acteId });
    poserRefus(rendu.ok ? undefined : rendu.refus);
    relire({ idj, acteId });
    return rendu.ok ? rendu.valeur : undefined;
  };
  const signerIci = async (): Promise<void> => {
    const rendue = await remettre();
    if (rendue === undefined) return;
    partirSurCePoste({ code: rendue.code, idj, acteId });
    void naviguer({ to: '/tablette' });
  };
  return (
    <Panneau
      titre="Signatures"
      id="champ-signatures"
      actions={
        reste === 0 || recueil.etat !== 'brouillon' ? null : (
          <>
            <Bouton
              icone={<PenLine size={16} aria-hidden="true" />}
              onClick={() => void remettre().then(poserRemise)}
            >
              Faire signer sur la tablette
            </Bouton>
            <Bouton
              genre="discret"
              icone={<MonitorSmartphone size={16} aria-hidden="true" />}
              onClick={() => void signerIci()}
            >
              Signer sur ce poste
            </Bouton>
          </>
        )
      }
    >
      <div className="pile">
        {refus === undefined ? null : <Echec probleme={refus} />}
        {recueil.annulation === null ? null : (
          <Alerte
            ton="attention"
            vive
            titre={`${pluriel(recueil.annulation.nombre, 'signature annulée', 'signatures annulées')} à ${heure(recueil.annulation.a)}`}
          >
            <p>{recueil.annulation.raison} Faites relire et signer de nouveau.</p>
          </Alerte>
        )}
        {recueil.etat === 'gele' ? <ActeFige idj={idj} acteId={acteId} /> : null}
        {recueil.signataires.length === 0 ? (
          <p className="discret petit">Complétez l’acte : ceux qui le signent s’affichent ensuite ici.</p>
        ) : (
          <ul className="signataires">
            {recueil.signataires.map((signataire) => (
              <LigneDeSignataire
                key={signataire.place}
                idj={idj}
                acteId={acteId}
                signataire={signataire}
                fige={recueil.etat !== 'brouillon'}
              />
            ))}
          </ul>
        )}
      </div>
      {remise === undefined ? null : (
        <DialogueDeRemise
          idj={idj}
          acteId={acteId}
          remise={remise}
          recueil={recueil}
          surFermeture={() => poserRemise(undefined)}
        />
      )}
    </Panneau>
  );
}

function ActeFige({ idj, acteId }: Acte) {
  const reprendre = async (): Promise<void> => {
    const rendu = await client.appeler('POST /api/dossiers/:idj/actes/:acteId/reprise', { idj, acteId });
    relire({ idj, acteId }, rendu.ok ? rendu.valeur : undefined);
  };
  return (
    <Alerte ton="info">
      <p>L’acte est figé pour votre signature. Les signatures recueillies sont gardées.</p>
      <Bouton onClick={() => void reprendre()}>Reprendre les signatures</Bouton>
    </Alerte>
  );
}

/** Le texte ne change plus une fois signe : le rouvrir annule les signatures, et se demande. */
export function TexteVerrouille({ idj, acteId, recueillies }: Acte & { readonly recueillies: number }) {
  const ouvrir = async (): Promise<void> => {
    const { signataires } = await cache.fetchQuery({ ...lectureRecueil(idj, acteId), staleTime: 0 });
    for (const { place, issue } of signataires)
      if (issue !== null)
        await client.appeler('DELETE /api/dossiers/:idj/actes/:acteId/signatures/:place', {
          idj,
          acteId,
          place,
        });
    relire({ idj, acteId });
  };
  return (
    <Alerte ton="info">
      <div className="rangee-ecartee">
        <p>Le texte a été lu et signé : il ne change plus.</p>
        <Bouton genre="discret" onClick={() => void ouvrir()}>
          {recueillies === 1
            ? 'Modifier : annule la signature'
            : `Modifier : annule les ${recueillies} signatures`}
        </Bouton>
      </div>
    </Alerte>
  );
}
