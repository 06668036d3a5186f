import {
  Alerte,
  annoncer,
  Bouton,
  BoutonIcone,
  Chargement,
  Dialogue,
  Echec,
  Panneau,
  useRaccourcis,
} from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { client } from '../application/client.ts';
import {
  cache,
  invalider,
  lectureActe,
  lectureDossier,
  lectureRecueil,
  problemeDe,
} from '../application/donnees.ts';
import { useCadre } from '../application/session.ts';
import type { Redaction, Vue } from '../application/types.ts';
import { PasserEnGardeAVue } from '../garde-a-vue/passer-en-garde-a-vue.tsx';
import { BoutonApercu } from './bouton-apercu.tsx';
import { Conflit } from './conflit.tsx';
import { EtatDeSauvegarde } from './etat-de-sauvegarde.tsx';
import { FormulaireDActe } from './formulaire.tsx';
import { ACompleter, PointsDAttention } from './manques.tsx';
import { PanneauSignature } from './panneau-signature.tsx';
import { ActeACosigner } from './acte-a-cosigner.tsx';
import { ContexteFormulaire, useSauvegarde } from './redaction.ts';
import { manquesVivants, seSigneALaMain } from './signatures/attendues.ts';
import { PanneauDesSignatures, TexteVerrouille } from './signatures/panneau-des-signatures.tsx';
import { TexteEcarte } from './texte-ecarte.tsx';
import { mesureDe } from './contenu.ts';
import { viser } from './viser.ts';

/** Page d'un acte en redaction. */
export function PageDActe() {
  const { idj, acteId } = useParams({ from: '/dossiers/$idj/actes/$acteId' });
  const { data: vue } = useQuery(lectureDossier(idj));
  const acte = useQuery(lectureActe(idj, acteId));
  const naviguer = useNavigate();
  const scelle = vue?.pieces.find(
    ({ id, acteId: lie }) => id === acteId || (lie === acteId && id === acteId),
  );
  if (scelle !== undefined) {
    const mesure = acte.data === undefined ? undefined : mesureDe(acte.data.contenu);
    return (
      <Alerte ton="succes" titre="Cet acte est signé et scellé">
        <p className="rangee">
          {mesure === undefined ? null : (
            <Link to="/gardes-a-vue/$id" params={{ id: mesure }} className="bouton" ref={viserLeRetour}>
              Revenir à la mesure
            </Link>
          )}
          <Link to="/dossiers/$idj/pieces/$pieceId" params={{ idj, pieceId: scelle.id }}>
            {`Lire la pièce ${scelle.numero} : ${scelle.titre}`}
          </Link>
        </p>
      </Alerte>
    );
  }
  if (acte.isError && acte.data === undefined)
    return <Echec probleme={problemeDe(acte.error)} reessayer={() => void acte.refetch()} />;
  if (vue === undefined || acte.data === undefined) return <Chargement libelle="Ouverture de l’acte…" />;
  if (acte.data.etat === 'a-cosigner')
    return (
      <ActeACosigner
        acte={acte.data}
        surFin={() => void naviguer({ to: '/dossiers/$idj', params: { idj } })}
      />
    );
  return <Redaction key={acteId} vue={vue} depart={acte.data} />;
}

/** Le flux vif annonce parfois l'acte scelle avant que la fenetre de signature ne se ferme : Entree ramene quand meme a la mesure. */
const viserLeRetour = (lien: HTMLAnchorElement | null): void => lien?.focus();

function Redaction({ vue, depart }: { readonly vue: Vue; readonly depart: Redaction }) {
  const { session } = useCadre();
  const { sauvegarde, etat } = useSauvegarde(depart, session.agent.matricule);
  const [montrer, poserMontrer] = useState(false);
  const [signature, poserSignature] = useState(false);
  const naviguer = useNavigate();
  const { acteId, idj, titre } = etat.servie;
  const { points } = etat.servie;
  const recueil = useQuery({ ...lectureRecueil(idj, acteId), enabled: seSigneALaMain(etat.servie.type) });
  const manques = manquesVivants(etat.servie.manques, recueil.data);
  const recueillies = recueil.data?.signataires.filter(({ issue }) => issue !== null).length ?? 0;
  const formulaire = useMemo(
    () => ({
      etat,
      ecrire: sauvegarde.ecrire,
      erreur: (champ: string) =>
        montrer ? manques.find((manque) => manque.champ === champ)?.phrase : undefined,
    }),
    [etat, manques, montrer, sauvegarde],
  );
  const signer = async (): Promise<void> => {
    poserMontrer(true);
    const aJour = await sauvegarde.vider();
    if (!aJour) return annoncer('Le texte n’est pas encore enregistré au service : la signature attend.');
    const aSigner = seSigneALaMain(etat.servie.type)
      ? await cache.fetchQuery({ ...lectureRecueil(idj, acteId), staleTime: 0 }).catch(() => undefined)
      : undefined;
    const [manque] = manquesVivants(sauvegarde.lire().servie.manques, aSigner);
    return manque === undefined ? poserSignature(true) : viserManque(manque.champ);
  };
  useRaccourcis([
    { touche: 's', libelle: 'Signer cet acte', groupe: 'Rédaction', action: () => void signer() },
    {
      touche: 'ctrl+enter',
      libelle: 'Signer cet acte, même depuis un champ',
      groupe: 'Rédaction',
      action: () => void signer(),
    },
  ]);
  const fige = etat.servie.etat === 'signature-recue';
  return (
    <ContexteFormulaire value={formulaire}>
      <div className="redaction">
        <div className="redaction-tete">
          <div className="redaction-titre">
            <h2>{titre}</h2>
            <EtatDeSauvegarde etat={etat} />
          </div>
          {etat.servie.type === 'audition-libre' ? (
            <PasserEnGardeAVue idj={idj} acteId={acteId} avant={sauvegarde.vider} />
          ) : null}
          <BoutonApercu idj={idj} acteId={acteId} vider={sauvegarde.vider} />
          <Abandon idj={idj} acteId={acteId} titre={titre} />
          <Bouton genre="primaire" title="Ctrl Entrée" onClick={() => void signer()}>
            Signer
          </Bouton>
        </div>
        {etat.retrouve && etat.etat !== 'conflit' ? (
          <Alerte ton="info" vive>
            Texte retrouvé sur ce poste : il est renvoyé au service.
          </Alerte>
        ) : null}
        {etat.etat === 'conflit' && etat.autre !== undefined ? (
          <Conflit mien={etat.contenu} autre={etat.autre} trancher={sauvegarde.trancher} />
        ) : null}
        {etat.etat === 'refuse' && etat.refus !== undefined ? <Echec probleme={etat.refus} /> : null}
        <TexteEcarte matricule={session.agent.matricule} acteId={acteId} epoque={etat.epoque} />
        {fige ? (
          <Alerte ton="info">
            Cet acte est signé ; son horodatage est en cours. Il n’est plus modifiable.
          </Alerte>
        ) : null}
        {manques.length === 0 ? null : <ACompleter manques={manques} surVisee={() => poserMontrer(true)} />}
        {points.length === 0 ? null : <PointsDAttention points={points} />}
        <Panneau titre="Contenu">
          {recueillies > 0 && !fige ? (
            <TexteVerrouille idj={idj} acteId={acteId} recueillies={recueillies} />
          ) : null}
          <fieldset disabled={fige || recueillies > 0} className="pile">
            <legend className="hors-ecran">{titre}</legend>
            <FormulaireDActe key={etat.epoque} vue={vue} />
          </fieldset>
        </Panneau>
        {seSigneALaMain(etat.servie.type) && recueil.data !== undefined ? (
          <PanneauDesSignatures idj={idj} acteId={acteId} recueil={recueil.data} vider={sauvegarde.vider} />
        ) : null}
      </div>
      {signature ? (
        <PanneauSignature
          actes={[{ acteId, titre }]}
          idj={idj}
          surFermeture={(signes) => {
            poserSignature(false);
            if (signes === 0) return;
            const mesure = mesureDe(etat.contenu);
            if (mesure === undefined) void naviguer({ to: '/dossiers/$idj', params: { idj } });
            else void naviguer({ to: '/gardes-a-vue/$id', params: { id: mesure } });
          }}
        />
      ) : null}
    </ContexteFormulaire>
  );
}

function Abandon({
  idj,
  acteId,
  titre,
}: {
  readonly idj: string;
  readonly acteId: string;
  readonly titre: string;
}) {
  const [demande, poserDemande] = useState(false);
  const [refus, poserRefus] = useState<Parameters<typeof Echec>[0]['probleme'] | undefined>(undefined);
  const naviguer = useNavigate();
  const abandonner = async (): Promise<void> => {
    const rendu = await client.appeler('DELETE /api/dossiers/:idj/actes/:acteId', { idj, acteId });
    if (!rendu.ok) return poserRefus(rendu.refus);
    annoncer('Brouillon abandonné.');
    invalider({ genre: 'dossier', idj });
    return void naviguer({ to: '/dossiers/$idj', params: { idj } });
  };
  return (
    <>
      <BoutonIcone libelle="Abandonner ce brouillon" onClick={() => poserDemande(true)}>
        <Trash2 size={16} aria-hidden="true" />
      </BoutonIcone>
      {demande ? (
        <Dialogue titre="Abandonner ce brouillon ?" surFermeture={() => poserDemande(false)}>
          <p>{titre} n’a jamais été signé : son texte sera effacé.</p>
          {refus === undefined ? null : <Echec probleme={refus} />}
          <div className="dialogue-pied">
            <Bouton onClick={() => poserDemande(false)}>Garder</Bouton>
            <Bouton genre="danger" onClick={() => void abandonner()}>
              Abandonner le brouillon
            </Bouton>
          </div>
        </Dialogue>
      ) : null}
    </>
  );
}

function viserManque(champ: string | undefined): void {
  if (champ === undefined) return;
  annoncer('L’acte est incomplet : complétez les points signalés.');
  viser(champ);
}
