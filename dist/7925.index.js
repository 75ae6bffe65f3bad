export const id = 7925;
export const ids = [7925];
export const modules = {

/***/ 7925:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   main: () => (/* binding */ Je)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_FLFVDV6S_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7834);
/* harmony import */ var _chunk_PCWV5ITO_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2810);
/* harmony import */ var _chunk_WV7CX5Z5_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7964);
/* harmony import */ var _chunk_NBCJPVFJ_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9558);
/* harmony import */ var _chunk_XPHK74GF_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3706);
/* harmony import */ var _chunk_IBOQ5C7R_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7127);
/* harmony import */ var _chunk_3QSN6LGJ_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(4851);
/* harmony import */ var _chunk_BAGVFAPZ_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(8094);
/* harmony import */ var _chunk_QXWQ3E5F_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(2591);
/* harmony import */ var _chunk_2ITHYSFU_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(7789);
/* harmony import */ var _chunk_EFGABV5E_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(2248);
/* harmony import */ var _chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(1384);
/* harmony import */ var _chunk_NR4XZQTB_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(1230);
/* harmony import */ var _chunk_UYFEYDCV_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(7758);
/* harmony import */ var _chunk_7QBRB3Z3_js__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(9201);
/* harmony import */ var _chunk_QJ34SKWL_js__WEBPACK_IMPORTED_MODULE_16__ = __webpack_require__(7088);
/* harmony import */ var _chunk_CS3VKHKZ_js__WEBPACK_IMPORTED_MODULE_17__ = __webpack_require__(5296);
/* harmony import */ var _chunk_RWZ3VKLS_js__WEBPACK_IMPORTED_MODULE_18__ = __webpack_require__(2195);
/* harmony import */ var _chunk_PQFAUHCS_js__WEBPACK_IMPORTED_MODULE_19__ = __webpack_require__(1412);
/* harmony import */ var _chunk_M4ANC6YR_js__WEBPACK_IMPORTED_MODULE_20__ = __webpack_require__(4065);
/* harmony import */ var _chunk_DVDIAKOU_js__WEBPACK_IMPORTED_MODULE_21__ = __webpack_require__(6584);
/* harmony import */ var _chunk_BUR4PKJG_js__WEBPACK_IMPORTED_MODULE_22__ = __webpack_require__(1012);
/* harmony import */ var _chunk_S2DIRDJH_js__WEBPACK_IMPORTED_MODULE_23__ = __webpack_require__(8963);
/* harmony import */ var _chunk_3ATGMO7O_js__WEBPACK_IMPORTED_MODULE_24__ = __webpack_require__(7674);
/* harmony import */ var _chunk_NZUWBMVD_js__WEBPACK_IMPORTED_MODULE_25__ = __webpack_require__(5238);
/* harmony import */ var _chunk_RREUC4HP_js__WEBPACK_IMPORTED_MODULE_26__ = __webpack_require__(5612);
/* harmony import */ var _chunk_5MA6GLZ4_js__WEBPACK_IMPORTED_MODULE_27__ = __webpack_require__(6993);
/* harmony import */ var _chunk_3IZL7DXM_js__WEBPACK_IMPORTED_MODULE_28__ = __webpack_require__(6511);
/* harmony import */ var _chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_29__ = __webpack_require__(3441);
/* harmony import */ var _chunk_S3G3E7NQ_js__WEBPACK_IMPORTED_MODULE_30__ = __webpack_require__(1284);
/* harmony import */ var _chunk_6QYGK5NN_js__WEBPACK_IMPORTED_MODULE_31__ = __webpack_require__(5124);
/* harmony import */ var _chunk_IZ7XKXOH_js__WEBPACK_IMPORTED_MODULE_32__ = __webpack_require__(1065);
/* harmony import */ var _chunk_PWTH4TW3_js__WEBPACK_IMPORTED_MODULE_33__ = __webpack_require__(3318);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_34__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_35__ = __webpack_require__(6760);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
var K=["all-at-once","rolling"],L=["leave","stop","rollback"];function v(t){return (0,_chunk_3IZL7DXM_js__WEBPACK_IMPORTED_MODULE_28__.j)().transform((e,n)=>{if(e==="")return;let r=t.safeParse(e);if(r.success)return r.data;for(let i of r.error.issues){let s=i.code==="invalid_value"?`legal are ${i.values.map(String).join(", ")}`:i.message;n.addIssue({code:"custom",message:s})}return _chunk_3IZL7DXM_js__WEBPACK_IMPORTED_MODULE_28__.a})}var Z={..._chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_12__.i,cluster:_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_12__.c,service:_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_12__.c,images:_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_12__.h,"task-definition":_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_12__.c,strategy:v((0,_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_12__.d)(K)),"desired-count":v((0,_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_12__.f)({min:0,max:5e3,integer:!0})),"force-new-deployment":_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_12__.e,"timeout-minutes":v((0,_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_12__.f)({min:1,max:360})),"on-cancel":v((0,_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_12__.d)(L))};function V(t){let{cluster:e,service:n}=t;if(e===void 0||n===void 0)throw ne(e===void 0?"cluster":"service");return re(t),{cluster:e,service:n}}async function Y(t,e,{cluster:n,service:r},i){return{component:r.split("/").at(-1)??r,environment:"",cluster:n,service:r,images:await ie(t,e,i.images),definition:await ce(t,i["task-definition"]),strategy:i.strategy,desiredCount:i["desired-count"],forceNewDeployment:i["force-new-deployment"],onCancel:i["on-cancel"]??"rollback",timeoutMinutes:i["timeout-minutes"]??30}}function ne(t){return (0,_chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_29__.b)({code:"missing-input",message:`the input "${t}" is missing`,cure:"Name a cluster and a service, or an environment under environments/."})}function re(t){if(!(Object.keys(t.images).length>0||t["task-definition"]!==void 0||t["desired-count"]!==void 0||t["force-new-deployment"]))throw (0,_chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_29__.b)({code:"missing-input",message:'nothing is asked for: "images", "task-definition", "desired-count" and "force-new-deployment" are all empty',cure:"Give the images as container=reference lines."})}async function ie(t,e,n){let r={};for(let[i,s]of Object.entries(n))r[i]=await oe(t,e,{name:i,reference:s});return r}async function oe(t,e,n){let r=(0,_chunk_FLFVDV6S_js__WEBPACK_IMPORTED_MODULE_1__.f)(n.reference);if(r)return{reference:n.reference,digest:r};let{resolveImages:i}=await __webpack_require__.e(/* import() */ 734).then(__webpack_require__.bind(__webpack_require__, 734));try{let a=(await i([n],{ecrSession:async m=>(0,_chunk_7QBRB3Z3_js__WEBPACK_IMPORTED_MODULE_15__.d)(e,m)}))[n.name];if(a)return{reference:a.reference,digest:a.digest}}catch(s){if(!(s instanceof _chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_29__.a)||s.code!=="unresolvable-image")throw s;t.report.warning(`${s.message}. It is deployed by its tag, so what runs can change without a deployment, and can\u2019t be checked.`)}return{reference:n.reference,digest:void 0}}var se=(0,_chunk_3IZL7DXM_js__WEBPACK_IMPORTED_MODULE_28__.u)({family:(0,_chunk_3IZL7DXM_js__WEBPACK_IMPORTED_MODULE_28__.j)().min(1),containerDefinitions:(0,_chunk_3IZL7DXM_js__WEBPACK_IMPORTED_MODULE_28__.r)((0,_chunk_3IZL7DXM_js__WEBPACK_IMPORTED_MODULE_28__.u)({name:(0,_chunk_3IZL7DXM_js__WEBPACK_IMPORTED_MODULE_28__.j)().min(1),image:(0,_chunk_3IZL7DXM_js__WEBPACK_IMPORTED_MODULE_28__.j)().default("")})).min(1),tags:(0,_chunk_3IZL7DXM_js__WEBPACK_IMPORTED_MODULE_28__.r)((0,_chunk_3IZL7DXM_js__WEBPACK_IMPORTED_MODULE_28__.s)({key:(0,_chunk_3IZL7DXM_js__WEBPACK_IMPORTED_MODULE_28__.j)(),value:(0,_chunk_3IZL7DXM_js__WEBPACK_IMPORTED_MODULE_28__.j)().optional()})).optional()}),ae=/^(arn:.+|[A-Za-z0-9_-]{1,255}(:\d+)?)$/;async function ce(t,e){if(e===void 0)return{kind:"live"};if(e.startsWith("arn:"))return{kind:"existing",name:e};let n=await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_34__.readFile)((0,node_path__WEBPACK_IMPORTED_MODULE_35__.join)(t.workspace,e),"utf8").catch(r=>{if(r.code!=="ENOENT")throw r});if(n!==void 0)return{kind:"content",content:me(e,n)};if(ae.test(e))return{kind:"existing",name:e};throw (0,_chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_29__.b)({code:"missing-file",message:`the input "task-definition" is "${e}", which is neither a file of the repository nor a revision`,cure:"Give a path from the repository\u2019s root (check it out before this step), an ARN, or family:revision.",location:{file:e}})}function me(t,e){let n=(0,_chunk_NZUWBMVD_js__WEBPACK_IMPORTED_MODULE_25__.c)((0,_chunk_NZUWBMVD_js__WEBPACK_IMPORTED_MODULE_25__.b)(t,e),se);return (0,_chunk_FLFVDV6S_js__WEBPACK_IMPORTED_MODULE_1__.e)(n)}var fe=["cluster","service","task-definition","strategy","desired-count"];function q(t){let e=[...fe.filter(n=>t[n]!==void 0),...Object.keys(t.images).length>0?["images"]:[]];if(e.length!==0)throw (0,_chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_29__.b)({code:"invalid-input",message:`the input ${e.map(n=>`"${n}"`).join(", ")} is for use without "environment"`,cure:"Leave it out: with an environment, its files and the release say what is deployed."})}async function U(t,e,n){if(e.environment===void 0){let c=V(e),d=await (0,_chunk_XPHK74GF_js__WEBPACK_IMPORTED_MODULE_5__.b)(t,e),o=await Y(t,d,c,e),f=[{id:o.component,needs:[],value:async()=>o}];return await Q(t,d,f,n)}q(e);let{environment:r,manifest:i,session:s}=await (0,_chunk_XPHK74GF_js__WEBPACK_IMPORTED_MODULE_5__.a)(t,e,"deploy"),a={forceNewDeployment:e["force-new-deployment"],timeoutMinutes:e["timeout-minutes"],onCancel:e["on-cancel"]},m=(0,_chunk_NZUWBMVD_js__WEBPACK_IMPORTED_MODULE_25__.f)(r,"ecs").map(([c,d])=>({id:c,needs:d.needs,value:()=>(0,_chunk_FLFVDV6S_js__WEBPACK_IMPORTED_MODULE_1__.a)({session:s,environment:r,manifest:i,overrides:a},c,d)}));return await Q(t,s,m,n)}async function Q(t,e,n,r){let i=(0,_chunk_WV7CX5Z5_js__WEBPACK_IMPORTED_MODULE_3__.b)(t,e);return(await (0,_chunk_IBOQ5C7R_js__WEBPACK_IMPORTED_MODULE_6__.a)({items:n,run:async({id:a,value:m})=>await (0,_chunk_FLFVDV6S_js__WEBPACK_IMPORTED_MODULE_1__.j)(i,await m(),c=>r(a,c)),good:({outcome:a})=>(0,_chunk_QXWQ3E5F_js__WEBPACK_IMPORTED_MODULE_9__.b)(a)})).map(a=>ue(t,a))}function ue(t,e){let n={component:e.id,kind:"ecs",seconds:0,digests:{}};switch(e.state){case"ran":return e.result;case"skipped":return{...n,outcome:"stopped",detail:`not started, since ${e.because} was not good`};case"threw":{let{error:r}=e,i=r instanceof _chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_29__.a&&r.fault!=="fairway";i||t.report.info(r.stack??r.message);let s=r instanceof _chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_29__.a?r.cure:void 0,a={component:e.id,outcome:"failed",reason:i?r.message:`a fault of Fairway: ${r.message}`,nextStep:s??(i?"Run the job again: it goes on from what is live.":"Please report it with the log."),evidence:[]};return{...n,outcome:"failed",detail:r.message,dossier:a}}}}async function Je(t){let e=(0,_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_12__.a)(t,Z),n=e.environment===void 0,r=new Map,i=o=>n?[...o.values()][0]??"":JSON.stringify(Object.fromEntries(o)),s=(o,f)=>new Map([...o].flatMap(([p,x])=>f(x)?[[p,f(x)??""]]:[])),a=await U(t,e,(o,f)=>{r.set(o,f),t.setOutput("service-deployment-arn",i(s(r,({id:p})=>p))),t.setOutput("task-definition-arn",i(s(r,({taskDefinition:p})=>p)))}),m=a.map(o=>[o.component,o]),c=a.map(({taskDefinition:o,digests:f,...p})=>p),d=Object.fromEntries(m.map(([o,f])=>[o,f.digests]));t.setOutput("outcome",(0,_chunk_QXWQ3E5F_js__WEBPACK_IMPORTED_MODULE_9__.c)(c.map(({outcome:o})=>o))),t.setOutput("results",JSON.stringify(c)),t.setOutput("service-deployment-arn",i(s(m,({id:o})=>o))),t.setOutput("task-definition-arn",i(s(m,({taskDefinition:o})=>o))),t.setOutput("digests",JSON.stringify(n?a[0]?.digests??{}:d));for(let o of c)de(t,o);await t.summarize((0,_chunk_3QSN6LGJ_js__WEBPACK_IMPORTED_MODULE_7__.a)(n?"ECS service":`ECS services of ${e.environment}`,c)),c.some(({outcome:o})=>!(0,_chunk_QXWQ3E5F_js__WEBPACK_IMPORTED_MODULE_9__.b)(o))&&t.fail()}function de(t,{component:e,outcome:n,detail:r,dossier:i}){if(!i){(0,_chunk_QXWQ3E5F_js__WEBPACK_IMPORTED_MODULE_9__.b)(n)?t.report.info(`${e}: ${n}: ${r}`):t.report.error(`${e} ${n}: ${r}`,{title:`${e} ${n}`});return}for(let m of (0,_chunk_3QSN6LGJ_js__WEBPACK_IMPORTED_MODULE_7__.b)(i))t.report.info(m);let s=i.evidence[0]?.lines??[],a=[`${e} ${n}: ${i.reason}`,...s,i.probableCause,i.nextStep];t.report.error(a.filter(Boolean).join(`
`),{title:`${e} ${n}`})}


/***/ }),

/***/ 2591:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ c),
/* harmony export */   b: () => (/* binding */ r),
/* harmony export */   c: () => (/* binding */ s)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
var c=["succeeded","unchanged","rolled-back","rollback-failed","stopped","superseded","timed-out","failed"];function r(e){return e==="succeeded"||e==="unchanged"}function s(e){let t=["unchanged","succeeded","superseded","stopped","rolled-back","timed-out","failed","rollback-failed"];return e.reduce((o,n)=>t.indexOf(n)>t.indexOf(o)?n:o,"unchanged")}


/***/ }),

/***/ 3706:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ l),
/* harmony export */   b: () => (/* binding */ w)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_2ITHYSFU_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7789);
/* harmony import */ var _chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1384);
/* harmony import */ var _chunk_UYFEYDCV_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7758);
/* harmony import */ var _chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3441);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
async function l(o,e,t){let n=await (0,_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_2__.j)(o,e);if(e.manifest===void 0)throw (0,_chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_4__.b)({code:"missing-manifest",message:'the input "manifest" is missing',cure:"Pass on the `manifest` output of create-release together with `environment`."});let m=(0,_chunk_UYFEYDCV_js__WEBPACK_IMPORTED_MODULE_3__.d)(e.manifest,n.system),c=await (0,_chunk_2ITHYSFU_js__WEBPACK_IMPORTED_MODULE_1__.a)(o,{region:e.region??n.region,role:e.role??n.roles[t],account:n.account});return{environment:n,manifest:m,session:c}}async function w(o,e){let t=e.region??process.env.AWS_REGION??process.env.AWS_DEFAULT_REGION;if(!t)throw (0,_chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_4__.b)({code:"missing-region",message:"no AWS Region is known",cure:'Set the input "region", or AWS_REGION in the job\u2019s environment.'});return await (0,_chunk_2ITHYSFU_js__WEBPACK_IMPORTED_MODULE_1__.a)(o,{region:t,role:e.role})}


/***/ })

};
