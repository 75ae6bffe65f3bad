export const id = 8501;
export const ids = [8501];
export const modules = {

/***/ 8501:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readParameters: () => (/* binding */ $)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_BD4FTZJ2_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4847);
/* harmony import */ var _chunk_NR4XZQTB_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1230);
/* harmony import */ var _chunk_7QBRB3Z3_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9201);
/* harmony import */ var _chunk_QJ34SKWL_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7088);
/* harmony import */ var _chunk_RWZ3VKLS_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2195);
/* harmony import */ var _chunk_PQFAUHCS_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1412);
/* harmony import */ var _chunk_M4ANC6YR_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(4065);
/* harmony import */ var _chunk_DVDIAKOU_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(6584);
/* harmony import */ var _chunk_BUR4PKJG_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(1012);
/* harmony import */ var _chunk_S2DIRDJH_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(8963);
/* harmony import */ var _chunk_3ATGMO7O_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(7674);
/* harmony import */ var _chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(3441);
/* harmony import */ var _chunk_S3G3E7NQ_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(1284);
/* harmony import */ var _chunk_6QYGK5NN_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(5124);
/* harmony import */ var _chunk_IZ7XKXOH_js__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(1065);
/* harmony import */ var _chunk_PWTH4TW3_js__WEBPACK_IMPORTED_MODULE_16__ = __webpack_require__(3318);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
var t=class extends (0,_chunk_BD4FTZJ2_js__WEBPACK_IMPORTED_MODULE_1__.d)(_chunk_BD4FTZJ2_js__WEBPACK_IMPORTED_MODULE_1__.e,_chunk_BD4FTZJ2_js__WEBPACK_IMPORTED_MODULE_1__.f,"GetParameters",_chunk_BD4FTZJ2_js__WEBPACK_IMPORTED_MODULE_1__.b){};var d=10;async function $(a,s){let u=(0,_chunk_7QBRB3Z3_js__WEBPACK_IMPORTED_MODULE_3__.e)(a,_chunk_BD4FTZJ2_js__WEBPACK_IMPORTED_MODULE_1__.c),n=new Map;for(let e=0;e<s.length;e+=d){let y=await u.send(new t({Names:s.slice(e,e+d),WithDecryption:!0})).catch(r=>{throw (0,_chunk_7QBRB3Z3_js__WEBPACK_IMPORTED_MODULE_3__.b)(r,"reading the parameters that the stacks left in Systems Manager")});for(let{Name:r,Value:i}of y.Parameters??[])r&&i!==void 0&&n.set(r,i)}let o=s.filter(e=>!n.has(e));if(o.length>0)throw (0,_chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_12__.b)({code:"missing-parameter",message:`Systems Manager has no parameter ${o.join(", ")}`,cure:"Deploy the stack that writes it first (deploy-stacks), or correct the `${ssm:\u2026}` in environments/."});return n}


/***/ })

};
